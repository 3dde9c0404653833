using TypedSender.Counts.Tests.Peer;
using Xunit;

namespace TypedSender.Counts.Tests;

/// <summary>
/// Writes to the socket for 1,000 sends. While one write is under way whatever is sent gathers behind it, so the first is held until all are sent: then no count depends on
/// how fast a thread is. A change that saves writes lowers the figures here.
/// </summary>
public sealed class WriteTests
{
    private const int Sends = 1000;

    private static readonly byte[] Body = new byte[256];

    [Fact]
    public async Task One_at_a_time_each_send_is_one_write()
    {
        CountedClient client = await CountedClient.OpenAsync();
        int before = client.Stream.Writes;

        for (int sent = 0; sent < Sends; sent++)
        {
            await client.SendAsync(Body);
        }

        Assert.Equal(Sends, client.Stream.Writes - before);
    }

    [Theory]
    [InlineData(SenderSettleMode.Unsettled)]
    [InlineData(SenderSettleMode.Settled)]
    public async Task What_a_list_sends_behind_a_write_is_one_more(SenderSettleMode mode)
    {
        CountedClient client = await CountedClient.OpenAsync(mode);
        ValueTask<SendOutcome> first = await client.SendAndHoldAsync(Body);
        int before = client.Stream.Writes;

        ValueTask<IReadOnlyList<SendOutcome>> sends = client.Sender.TellAllAsync([.. Enumerable.Range(0, Sends).Select(number => new Sample((ulong)number, Body))]);
        client.Stream.Release();
        await client.Peer.HasComeAsync(1 + Sends).Within();

        Assert.Equal(1, client.Stream.Writes - before);
        client.Peer.Accept();
        Assert.Equal(Sends, (await sends.Within()).Count);
        Assert.True((await first).IsSuccess);
    }

    [Theory]
    [InlineData(SenderSettleMode.Unsettled)]
    [InlineData(SenderSettleMode.Settled)]
    public async Task What_many_threads_send_behind_a_write_is_one_more(SenderSettleMode mode)
    {
        const int Threads = 8;
        CountedClient client = await CountedClient.OpenAsync(mode);
        ValueTask<SendOutcome> first = await client.SendAndHoldAsync(Body);
        int before = client.Stream.Writes;

        List<ValueTask<SendOutcome>>[] sends = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() => client.SendMany(Sends / Threads, Body)))).Within();
        client.Stream.Release();
        await client.Peer.HasComeAsync(1 + Sends).Within();

        Assert.Equal(1, client.Stream.Writes - before);
        client.Peer.Accept();
        foreach (ValueTask<SendOutcome> send in sends.SelectMany(of => of).Prepend(first))
        {
            Assert.True((await send.AsTask().Within()).IsSuccess);
        }
    }

    /// <summary>The loop of a pipeline: one verdict for 1,000 messages wakes the code that sends the next 1,000, with one write at first, and one for each 128 KiB and the rest.</summary>
    [Fact]
    public async Task What_a_continuation_sends_is_written_in_large_pieces()
    {
        const int LargePiece = 128 * 1024;
        CountedClient client = await CountedClient.OpenAsync();
        List<ValueTask<SendOutcome>> first = client.SendMany(Sends, Body);
        await client.Peer.HasComeAsync(Sends).Within();
        Task<List<ValueTask<SendOutcome>>> next = ContinueAsync(client, first);
        int before = client.Stream.Writes;
        long bytesBefore = client.Peer.Bytes;

        client.Peer.Accept();
        List<ValueTask<SendOutcome>> second = await next.Within();
        await client.Peer.HasComeAsync(2 * Sends).Within();

        long pieces = (client.Peer.Bytes - bytesBefore) / LargePiece;
        Assert.InRange(pieces, 2, 3);

        // The write before these may not have been told as ended yet, and then takes some of them along.
        Assert.InRange(client.Stream.Writes - before, 1, pieces + 3);
        client.Peer.Accept();
        foreach (ValueTask<SendOutcome> send in second)
        {
            Assert.True((await send.AsTask().Within()).IsSuccess);
        }
    }

    private static async Task<List<ValueTask<SendOutcome>>> ContinueAsync(CountedClient client, List<ValueTask<SendOutcome>> first)
    {
        foreach (ValueTask<SendOutcome> send in first)
        {
            await send.ConfigureAwait(false);
        }

        return client.SendMany(Sends, Body);
    }
}
