using System.Net;
using System.Net.Sockets;
using TypedSender.Interop.Tests.Peers;
using TypedSender.Shared;
using TypedSender.Testing;
using Xunit;

namespace TypedSender.Interop.Tests;

/// <summary>The samples as a person starts them.</summary>
public class SampleTests
{
    [Fact]
    public async Task Alone_it_sends_and_compares_every_earthquake()
    {
        (int code, string output, string errors) = await SampleProgram.RunAsync();

        Assert.Equal("", errors);
        Assert.Contains("messages   accepted   seconds   per second", SampleProgram.Lines(output));
        Assert.Contains("accepted: 1707", SampleProgram.Lines(output));
        Assert.Contains("compared: 1707 equal, 0 different", SampleProgram.Lines(output));
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task On_a_narrow_terminal_neither_table_nor_progress_wraps()
    {
        (int code, string output, _) = await SampleProgram.RunOnTerminalAsync(width: 40);

        string[] lines = SampleProgram.Lines(output.Replace('\r', '\n'));
        Assert.Contains("messages   accepted", lines);
        Assert.Contains("seconds   per second", lines);
        Assert.Contains("receiving [############] 1,707 of 1,707", lines);
        Assert.Equal("compared: 1707 equal, 0 different", lines[^1]);
        Assert.Equal(0, code);
    }

    [ProtonFact]
    public async Task It_sends_to_a_listening_proton_receiver()
    {
        await using ProtonReceiver receiver = await ProtonReceiver.ListenAsync(1707, "--brief");

        (int code, string output, string errors) = await SampleProgram.RunAsync("--url", receiver.Url, "--address", "quakes");

        Assert.Equal("", errors);
        Assert.Equal("accepted: 1707", SampleProgram.Lines(output)[^1]);
        Assert.Equal(0, code);
        Assert.Equal(1707, (await receiver.ReadMessagesAsync(1707)).Count);
    }

    [Fact]
    public async Task It_reads_back_from_a_broker_that_is_given()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("given");

        (int code, string output, string errors) = await SampleProgram.RunAsync("--url", broker.Url, "--address", "given", "--receive");

        Assert.Equal("", errors);
        Assert.Contains("compared: 1707 equal, 0 different", SampleProgram.Lines(output));
        Assert.Equal(0, code);
        Assert.Equal(1707, queue.ArrivedCount);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task A_verdict_against_a_message_is_told_and_ends_in_failure()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        broker.CreateQueue("given").SettleNext(Settlement.Reject("test:refused", "the first is refused"));

        (int code, string output, string errors) = await SampleProgram.RunAsync("--url", broker.Url, "--address", "given");

        Assert.Contains("accepted: 1706", SampleProgram.Lines(output));
        Assert.Contains("test:refused", OneLine(errors));
        Assert.Equal(1, code);
    }

    [Theory]
    [InlineData("--url")]
    [InlineData("--nonsense")]
    [InlineData("--url", "http://127.0.0.1:5672")]
    [InlineData("--url", "amqp://127.0.0.1:99999")]
    public async Task Wrong_arguments_give_one_clear_line(params string[] arguments)
    {
        (int code, _, string errors) = await SampleProgram.RunAsync(arguments);

        Assert.StartsWith("error: ", OneLine(errors));
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task A_refused_port_gives_one_clear_line()
    {
        (int code, _, string errors) = await SampleProgram.RunAsync("--url", $"amqp://127.0.0.1:{ClosedPort()}");

        Assert.Contains("127.0.0.1", OneLine(errors));
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task An_address_that_the_broker_refuses_gives_one_clear_line()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync();

        (int code, _, string errors) = await SampleProgram.RunAsync("--url", broker.Url, "--address", "nowhere");

        Assert.Contains("nowhere", OneLine(errors));
        Assert.Contains("amqp:not-found", errors);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task A_wrong_password_gives_one_clear_line_that_does_not_repeat_it()
    {
        InProcessBrokerOptions options = new() { AllowAnonymous = false };
        options.Users["ann"] = Canary.Password;
        await using InProcessBroker broker = await InProcessBroker.StartAsync(options);

        (int code, string output, string errors) = await SampleProgram.RunAsync("--url", $"amqp://ann:{Canary.OtherPassword}@127.0.0.1:{broker.Port}");

        Assert.Contains("ann", OneLine(errors));
        Assert.DoesNotContain(Canary.Mark, output + errors);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task A_peer_that_is_not_AMQP_gives_one_clear_line()
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Task<Socket> accepted = listener.AcceptAsync();
        Task<(int Code, string Output, string Errors)> run = SampleProgram.RunAsync("--url", $"amqp://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}");
        using Socket peer = await accepted;
        await peer.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());

        (int code, _, string errors) = await run;

        Assert.Contains("AMQP", OneLine(errors));
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task The_one_about_recovery_delivers_every_reading_although_its_brokers_go_down()
    {
        (int code, string output, string errors) = await SampleProgram.RunSampleAsync("Recovery");

        Assert.Equal("", errors);
        Assert.Matches("^delivered: 30, stored: [1-9][0-9]* and [1-9][0-9]*$", SampleProgram.Lines(output)[^1]);
        Assert.Equal(2, SampleProgram.Lines(output).Count(line => line.StartsWith("client Reconnecting", StringComparison.Ordinal)));
        Assert.Equal(0, code);
    }

    private static string OneLine(string errors) => Assert.Single(SampleProgram.Lines(errors));

    private static int ClosedPort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
