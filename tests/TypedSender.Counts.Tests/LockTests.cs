using TypedSender.Amqp.Performatives;
using TypedSender.Counts.Tests.Peer;
using Xunit;

namespace TypedSender.Counts.Tests;

/// <summary>How often a lock of the product is entered for each send, by whatever thread, verdict and write included. A change that saves some lowers the figures here.</summary>
public sealed class LockTests
{
    private const int Sends = 1000;

    private static readonly byte[] Body = new byte[256];

    /// <summary>To append, to take what is written, to find nothing more to write, and to take in the verdict.</summary>
    [Fact]
    public async Task One_at_a_time_a_send_enters_four_locks()
    {
        await using CountedClient client = await CountedClient.OpenAsync();
        await client.SendAsync(Body);
        long before = Entries.Count;

        for (int sent = 0; sent < Sends; sent++)
        {
            ValueTask<SendOutcome> send = client.Sender.TellAsync(new Sample(0, Body));
            client.Peer.Accept();
            Assert.True(send.IsCompletedSuccessfully);
            Assert.True((await send).IsSuccess);
        }

        Assert.Equal(4 * Sends, Entries.Count - before);
    }

    /// <summary>To append, and nothing else; the write and the verdict are shared by all.</summary>
    [Theory]
    [InlineData(SenderSettleMode.Unsettled)]
    [InlineData(SenderSettleMode.Settled)]
    public async Task Behind_a_write_a_send_enters_one_lock(SenderSettleMode mode)
    {
        await using CountedClient client = await CountedClient.OpenAsync(mode);
        List<ValueTask<SendOutcome>> sends = [await client.SendAndHoldAsync(Body)];
        long before = Entries.Count;

        sends.AddRange(client.SendMany(Sends, Body));

        Assert.Equal(Sends, Entries.Count - before);
        client.Stream.Release();
        await client.Peer.HasComeAsync(Sends + 1).Within();
        before = Entries.Count;
        client.Peer.Accept();
        foreach (ValueTask<SendOutcome> send in sends)
        {
            Assert.True((await send).IsSuccess);
        }

        Assert.InRange(Entries.Count - before, 0, 8);
    }

    /// <summary>One more for each list.</summary>
    [Fact]
    public async Task An_item_of_a_list_enters_one_lock()
    {
        await using CountedClient client = await CountedClient.OpenAsync();
        ValueTask<SendOutcome> first = await client.SendAndHoldAsync(Body);
        long before = Entries.Count;

        ValueTask<IReadOnlyList<SendOutcome>> sends = client.Sender.TellAllAsync([.. Enumerable.Range(0, Sends).Select(number => new Sample((ulong)number, Body))]);

        Assert.Equal(Sends + 1, Entries.Count - before);
        client.Stream.Release();
        await client.Peer.HasComeAsync(Sends + 1).Within();
        client.Peer.Accept();
        Assert.All(await sends.Within(), outcome => Assert.True(outcome.IsSuccess));
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

        Amqp.Transport.Gates.Enter(gate);
        Amqp.Transport.Gates.Exit(gate);

        Assert.Equal(3, Entries.Count - before);
    }
}
