using System.Globalization;
using System.Net;
using System.Net.Sockets;
using TypedSender.Testing;
using Xunit.Abstractions;

namespace TypedSender.Endurance.Tests.Starvation;

/// <summary>
/// A client whose process has no threads to spare: 64 callers block on their sends, continuations block on further ones, and the pool has one worker to begin with, and two
/// or one at most. Every send ends with a true outcome, and closing ends too.
/// </summary>
public sealed class StarvationTests(ITestOutputHelper output)
{
    private const int Callers = 64;
    private const int BlockedCallers = 200;
    private const int SendsOfCaller = 102;
    private const int SendTimeoutMilliseconds = 60_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <param name="workers">How many threads the pool may have; 0 for as many as it adds by itself, from one on.</param>
    /// <param name="callers">Whether those who block are the pool's own threads, or threads of their own.</param>
    [Theory]
    [InlineData(0, "pool")]
    [InlineData(2, "threads")]
    [InlineData(1, "threads")]
    public async Task Every_send_ends_although_the_pool_is_starved(int workers, string callers)
    {
        var stored = new StoredSamples();
        await using InProcessBroker broker = await InProcessBroker.StartAsync();
        BrokerQueue queue = broker.CreateQueue("samples");
        queue.SettlementOf = message =>
        {
            stored.Add(message);
            return Settlement.Accept;
        };
        string path = Path.GetTempFileName();
        await using SiblingProcess probe = SiblingProcess.Start(
            "TypedSender.EnduranceProbe", "starved", $"{broker.Port}", $"{workers}", callers, path);

        string[] result = (await probe.ReadLineAsync().WaitAsync(Patience)).Split(' ');
        Ledger ledger = SampleLedgerFile.Read(path, stored);
        File.Delete(path);

        double longest = double.Parse(result[1], CultureInfo.InvariantCulture);
        double closing = double.Parse(result[2], CultureInfo.InvariantCulture);
        output.WriteLine($"starved workers={(workers == 0 ? "1..unbounded" : $"{workers}")} callers={callers} {ledger} reasons={ledger.Reasons()} longest_ms={result[1]} closing_ms={result[2]} threads={result[5]}");
        Assert.Equal(Callers * SendsOfCaller, int.Parse(result[0], CultureInfo.InvariantCulture));
        Assert.Equal(Callers * SendsOfCaller, ledger.Started);
        ledger.AssertExact();
        Assert.InRange(ledger.Accepted, ledger.Started * 8 / 10, ledger.Started);
        Assert.Equal("clean", result[3]);
        Assert.InRange(longest, 0, SendTimeoutMilliseconds);
        Assert.InRange(closing, 0, 10_000);
    }

    [Fact]
    public async Task Callers_that_block_the_pool_before_the_first_connection_do_not_hold_it_up()
    {
        await using InProcessBroker broker = await InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true });

        string[] result = await RunBlockedAsync(broker.Url, BlockedCallers, openTimeoutMilliseconds: 15_000);

        // Without threads of the client's own: 47 s, and the broker was blamed.
        Assert.Equal(BlockedCallers, int.Parse(result[0], CultureInfo.InvariantCulture));
        Assert.InRange(int.Parse(result[1], CultureInfo.InvariantCulture), 0, 5_000);
        Assert.InRange(int.Parse(result[2], CultureInfo.InvariantCulture), 0, 10_000);
        Assert.InRange(int.Parse(result[3], CultureInfo.InvariantCulture), 0, 5_000);
    }

    [Fact]
    public async Task Where_time_runs_out_the_state_of_the_pool_is_told()
    {
        // It takes the connection and says nothing.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        string[] result = await RunBlockedAsync($"amqp://{listener.LocalEndpoint}", callers: 60, openTimeoutMilliseconds: 2_000);

        Assert.Equal("0", result[0]);
        Assert.Matches(
            @"sent no AMQP header within 2 s\. .* The thread pool of this process has had no thread for this client for [\d.]+ s: \d+ threads busy \(minimum \d+, maximum \d+\), \d+ items queued\. Await sends instead of blocking threads of the pool on them",
            result[5]);
    }

    private async Task<string[]> RunBlockedAsync(string url, int callers, int openTimeoutMilliseconds)
    {
        await using SiblingProcess probe = SiblingProcess.Start("TypedSender.EnduranceProbe", "blocked", url, $"{callers}", $"{openTimeoutMilliseconds}");
        string[] result = (await probe.ReadLineAsync().WaitAsync(Patience)).Split(' ', 6);
        output.WriteLine($"blocked accepted={result[0]} first_ms={result[1]} all_ms={result[2]} closing_ms={result[3]} threads={result[4]} first={result[5]}");
        return result;
    }
}
