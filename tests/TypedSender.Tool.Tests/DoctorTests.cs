using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using TypedSender.Testing;

namespace TypedSender.Tool.Tests;

/// <summary><c>doctor</c>: each way to a broker that can be broken is named at the step that breaks, within five seconds, without a secret.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("doctor").FullName;

    public void Dispose()
    {
        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_broker_in_order_passes_every_step()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { MaxMessageSize = 1000 });
        broker.CreateQueue("orders");

        ToolResult result = await new ToolRun { Width = 120 }.RunAsync("doctor", broker.Url, "-a", "orders");

        Assert.Equal((0, ""), (result.Code, result.Errors));
        AssertSteps(result, ("DNS", "-"), ("TCP", "ok"), ("TLS", "-"), ("SASL", "ok"), ("open", "ok"), ("attach", "ok"));
        result.AssertSays("container 'in-process-broker'");
        result.AssertSays("'orders' takes messages of up to 1,000 bytes");
    }

    [Fact]
    public async Task Over_TLS_with_a_user_it_passes_every_step()
    {
        InProcessBrokerOptions options = new() { Certificate = _certificates.Issue("localhost"), AllowAnonymous = false };
        options.Users["alice"] = Canary.Password;
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);
        broker.CreateQueue("orders");

        ToolResult result = await new ToolRun { Width = 120 }.With("TYPEDSENDER_PASSWORD", Canary.Password).RunAsync("doctor", $"amqps://localhost:{broker.Port}", "-a", "orders", "-u", "alice", "--ca", WriteAuthority());

        AssertSteps(result, ("DNS", "ok"), ("TCP", "ok"), ("TLS", "ok"), ("SASL", "ok"), ("open", "ok"), ("attach", "ok"));
        result.AssertSays("logged in as 'alice'");
        Assert.DoesNotContain(Canary.Mark, result.Output + result.Errors);
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_fails_at_TLS()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Certificate = _certificates.Issue("localhost") });

        ToolResult result = await DiagnoseAsync($"amqps://localhost:{broker.Port}");

        AssertSteps(result, ("DNS", "ok"), ("TCP", "ok"), ("TLS", "FAULT"), ("SASL", "-"), ("open", "-"), ("attach", "-"));
        result.AssertSays("It fails at TLS.");
    }

    [Theory]
    [InlineData("other.example", 1, "other.example")]
    [InlineData("localhost", -1, "")]
    public async Task A_certificate_for_another_name_or_time_fails_at_TLS(string name, double toDays, string expected)
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { Certificate = _certificates.Issue(name, fromDays: -2, toDays: toDays) });

        ToolResult result = await DiagnoseAsync($"amqps://localhost:{broker.Port}", "--ca", WriteAuthority());

        AssertSteps(result, ("TCP", "ok"), ("TLS", "FAULT"), ("SASL", "-"));
        result.AssertSays(expected);
    }

    [Fact]
    public async Task TLS_towards_a_port_without_it_fails_at_TLS()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();

        AssertSteps(await DiagnoseAsync($"amqps://localhost:{broker.Port}"), ("TCP", "ok"), ("TLS", "FAULT"), ("SASL", "-"));
    }

    [Fact]
    public async Task A_wrong_password_fails_at_SASL_and_is_not_shown()
    {
        InProcessBrokerOptions options = new() { AllowAnonymous = false };
        options.Users["alice"] = Canary.Password;
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);

        ToolResult result = await DiagnoseAsync($"amqp://alice:{Canary.OtherPassword}@127.0.0.1:{broker.Port}");

        AssertSteps(result, ("TCP", "ok"), ("SASL", "FAULT"), ("open", "-"));
        Assert.DoesNotContain(Canary.Mark, result.Output + result.Errors);
        AssertSteps(await DiagnoseAsync($"amqp://127.0.0.1:{broker.Port}"), ("TCP", "ok"), ("SASL", "FAULT"), ("open", "-"));
    }

    [Fact]
    public async Task An_address_that_is_not_there_fails_at_attach()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();

        ToolResult result = await DiagnoseAsync(broker.Url, "-a", "nowhere");

        AssertSteps(result, ("SASL", "ok"), ("open", "ok"), ("attach", "FAULT"));
        result.AssertSays("nowhere");
    }

    [Fact]
    public async Task Nobody_listening_fails_at_TCP()
    {
        AssertSteps(await DiagnoseAsync($"amqp://127.0.0.1:{FindUnusedPort()}"), ("DNS", "-"), ("TCP", "FAULT"), ("SASL", "-"));
    }

    [Fact]
    public async Task Each_of_several_hosts_is_checked()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        int unused = FindUnusedPort();

        ToolResult result = await DiagnoseAsync($"amqp://127.0.0.1:{broker.Port},localhost:{unused}");

        string[] screens = result.Output.Split($"localhost:{unused}\n");
        Assert.StartsWith($"127.0.0.1:{broker.Port}\n", screens[0]);
        AssertSteps(result with { Output = screens[0] }, ("DNS", "-"), ("TCP", "ok"), ("SASL", "ok"), ("open", "ok"));
        AssertSteps(result with { Output = screens[1] }, ("DNS", "ok"), ("TCP", "FAULT"), ("SASL", "-"), ("open", "-"));
    }

    [Fact]
    public async Task HTTP_that_answers_fails_at_SASL()
    {
        ToolResult result = await DiagnoseAsync(await ServeAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray()));

        AssertSteps(result, ("TCP", "ok"), ("SASL", "FAULT"), ("open", "-"));
        result.AssertSays("HTTP");
    }

    [Fact]
    public async Task A_peer_that_says_nothing_is_given_up()
    {
        ToolResult result = await DiagnoseAsync(await ServeAsync([]), "--timeout", "0.5");

        AssertSteps(result, ("TCP", "ok"), ("SASL", "FAULT"), ("open", "-"));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_fails_at_DNS()
    {
        ToolResult result = await DiagnoseAsync("amqp://no-such-host.invalid");

        AssertSteps(result, ("DNS", "FAULT"), ("TCP", "-"), ("attach", "-"));
        result.AssertSays("no-such-host.invalid");
    }

    [Fact]
    public async Task An_URL_that_cannot_be_used_is_refused_without_repeating_it()
    {
        ToolResult result = await new ToolRun().RunAsync("doctor", $"amqp://alice:{Canary.Password}@:notaport");

        Assert.Equal((2, ""), (result.Code, result.Output));
        Assert.DoesNotContain(Canary.Mark, result.Errors);
    }

    [Fact]
    public async Task The_suite_finds_the_in_process_broker_in_order()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("suite");

        ToolResult result = await new ToolRun { Width = 120 }.RunAsync("doctor", broker.Url, "-a", "suite", "--suite");

        Assert.True(result.Code == 0, result.Output + result.Errors);
        result.AssertSays("All 49 cases are as AMQP 1.0 has them.");
        Assert.Empty(queue.Messages);
    }

    [Fact]
    public async Task The_suite_shows_what_a_broker_does_otherwise()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { MaxMessageSize = 100_000 });
        broker.CreateQueue("suite");

        ToolResult result = await new ToolRun { Width = 120 }.RunAsync("doctor", broker.Url, "-a", "suite", "--suite");

        Assert.Equal(1, result.Code);
        result.AssertSays("2 of 49 cases differ.");
        result.AssertSays("MessageTooLarge");
    }

    [Fact]
    public async Task The_suite_touches_no_message_of_others()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("suite");
        queue.Enqueue([0x00, 0x53, 0x77, 0x40]);

        ToolResult result = await new ToolRun().RunAsync("doctor", broker.Url, "-a", "suite", "--suite");

        Assert.Equal(2, result.Code);
        result.AssertSays("There are messages in 'suite'.");
        await queue.WaitForCountAsync(1).Within();
        Assert.Equal(2, (await new ToolRun().RunAsync("doctor", broker.Url, "--suite")).Code);
    }

    private static async Task<ToolResult> DiagnoseAsync(string url, params string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        ToolResult result = await new ToolRun { Width = 120 }.RunAsync(["doctor", url, .. arguments]);

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
        Assert.True(result.Code == 1, result.Output + result.Errors);
        return result;
    }

    private static int FindUnusedPort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void AssertSteps(ToolResult result, params (string Step, string Verdict)[] expected) => Assert.All(expected, step =>
    {
        string line = result.Output.Split('\n').Single(line => line.IndexOf(step.Step + " ", StringComparison.Ordinal) is >= 0 and < 4);
        Assert.Equal(step.Verdict, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    });

    private string WriteAuthority()
    {
        string file = Path.Combine(_folder, "authority.pem");
        File.WriteAllText(file, _certificates.Authority.ExportCertificatePem());
        return file;
    }

    /// <summary>A peer that reads the first bytes and answers what it is given; its URL. It ends with the test's process.</summary>
    private static Task<string> ServeAsync(byte[] answer)
    {
        TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        _ = Task.Run(async () =>
        {
            using TcpClient client = await listener.AcceptTcpClientAsync();
            byte[] first = new byte[8];
            await client.GetStream().ReadExactlyAsync(first);
            await client.GetStream().WriteAsync(answer);
            _ = await client.GetStream().ReadAsync(first);
            listener.Dispose();
        });
        return Task.FromResult($"amqp://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
