using TypedSender.Counts.Tests.Peer;
using Xunit;

namespace TypedSender.Counts.Tests;

/// <summary>How often a lock of the product is entered for each send, by whatever thread, verdict and write included. A change that saves some lowers the figures here.</summary>
public sealed class LockTests
{
    // What is left of opening a link may still enter a lock or two on another thread: of several batches, the least is the sends' own.
    private const int Batches = 10;
    private const int Sends = 100;

    // What is done once for all of them: to write, to look for more, and to take in a verdict.
    private const int Shared = 20;

    private static readonly byte[] Body = new byte[256];

    /// <summary>To append, to take what is written, to find nothing more to write, and to take in the verdict. The verdict comes after the third: earlier, the next send could
    /// be appended before the writing thread looks again, which then finds it in the same entry.</summary>
    [Fact]
    public async Task One_at_a_time_a_send_enters_four_locks()
    {
        CountedClient client = await CountedClient.OpenAsync();
        await client.SendAsync(Body);

        int come = 1;
        long least = await LeastAsync(async () =>
        {
            for (int sent = 0; sent < Sends; sent++)
            {
                long before = Entries.Count;
                ValueTask<SendOutcome> send = client.Sender.TellAsync(new Sample(0, Body));
                await client.Peer.HasComeAsync(++come).Within();
                await Entries.HasReachedAsync(before + 3).Within();
                client.Peer.Accept();
                Assert.True((await send.AsTask().Within()).IsSuccess);
            }
        });

        Assert.Equal(4 * Sends, least);
    }

    /// <summary>To append, and nothing else; the write and the verdict are shared by all.</summary>
    [Theory]
    [InlineData(SenderSettleMode.Unsettled)]
    [InlineData(SenderSettleMode.Settled)]
    public async Task Behind_a_write_a_send_enters_one_lock(SenderSettleMode mode)
    {
        CountedClient client = await CountedClient.OpenAsync(mode);
        List<ValueTask<SendOutcome>> sends = [await client.SendAndHoldAsync(Body)];

        long least = await LeastAsync(() =>
        {
            sends.AddRange(client.SendMany(Sends, Body));
            return Task.CompletedTask;
        });

        Assert.Equal(Sends, least);

        client.Stream.Release();
        await client.Peer.HasComeAsync((Batches * Sends) + 1).Within();
        long before = Entries.Count;
        client.Peer.Accept();
        foreach (ValueTask<SendOutcome> send in sends)
        {
            Assert.True((await send.AsTask().Within()).IsSuccess);
        }

        Assert.InRange(Entries.Count - before, 0, Shared);
    }

    /// <summary>One more for each list.</summary>
    [Fact]
    public async Task An_item_of_a_list_enters_one_lock()
    {
        CountedClient client = await CountedClient.OpenAsync();
        ValueTask<SendOutcome> first = await client.SendAndHoldAsync(Body);
        List<ValueTask<IReadOnlyList<SendOutcome>>> lists = [];

        long least = await LeastAsync(() =>
        {
            lists.Add(client.Sender.TellAllAsync([.. Enumerable.Range(0, Sends).Select(number => new Sample((ulong)number, Body))]));
            return Task.CompletedTask;
        });

        Assert.Equal(Sends + 1, least);

        client.Stream.Release();
        await client.Peer.HasComeAsync((Batches * Sends) + 1).Within();
        client.Peer.Accept();
        foreach (ValueTask<IReadOnlyList<SendOutcome>> list in lists)
        {
            Assert.All(await list.AsTask().Within(), outcome => Assert.True(outcome.IsSuccess));
        }

        Assert.True((await first).IsSuccess);
    }

    /// <summary>Both kinds of lock statement count, and so does what is entered by hand.</summary>
    [Fact]
    public void Each_way_to_enter_a_lock_is_counted()
    {
        Lock gate = new();
        object other = new();
        long before = Entries.Count;

        lock (gate)
        {
            lock (other)
            {
            }
        }

        Amqp.Transport.AdaptiveLock.Enter(gate);
        Amqp.Transport.AdaptiveLock.Exit(gate);

        Assert.Equal(3, Entries.Count - before);
    }

    private static async Task<long> LeastAsync(Func<Task> batch)
    {
        long least = long.MaxValue;
        for (int run = 0; run < Batches; run++)
        {
            long before = Entries.Count;
            await batch();
            least = Math.Min(least, Entries.Count - before);
        }

        return least;
    }
}
