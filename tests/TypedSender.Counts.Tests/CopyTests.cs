using TypedSender.Counts.Tests.Peer;
using Xunit;

namespace TypedSender.Counts.Tests;

/// <summary>How many bytes are copied between the caller's memory and the write. A change that saves a copy lowers the figures here.</summary>
public sealed class CopyTests
{
    // Everything of a message but its body, and the header of each of its frames of 64 KiB.
    private const int Overhead = 64;

    private const int Sends = 60;

    /// <summary>Below 16 KiB a body is encoded outside the lock and copied into the output under it; from there on it is read where it lies.</summary>
    [Theory]
    [InlineData(256, 2)]
    [InlineData(16 * 1024, 1)]
    [InlineData(1024 * 1024, 1)]
    public async Task A_body_is_copied_so_often(int size, int times)
    {
        byte[] body = new byte[size];
        CountedClient client = await CountedClient.OpenAsync();

        // A buffer that grows copies what it holds. Three buffers double a few times each, so that most of the sends meet no growth.
        long least = long.MaxValue;
        for (int sent = 0; sent < Sends; sent++)
        {
            long before = Copies.Bytes;
            await client.SendAsync(body);
            least = Math.Min(least, Copies.Bytes - before);
        }

        Assert.InRange(least, (long)times * size, ((long)times * size) + Overhead);
    }

    /// <summary>A small body that waits for credit is copied into memory of its own in between, a large one still is not.</summary>
    [Theory]
    [InlineData(256, 3)]
    [InlineData(16 * 1024, 1)]
    public async Task A_body_that_waits_is_copied_so_often(int size, int times)
    {
        byte[] body = new byte[size];
        CountedClient client = await CountedClient.OpenAsync(credit: 2);
        await client.SendAsync(body);
        await client.SendAsync(body);
        long before = Copies.Bytes;

        ValueTask<SendOutcome> send = client.Sender.TellAsync(new Sample(0, body));
        Assert.False(send.IsCompleted);
        client.Peer.AcceptsAtOnce = true;
        client.Peer.Grant(1);

        Assert.True((await send.AsTask().Within()).IsSuccess);
        Assert.InRange(Copies.Bytes - before, (long)times * size, ((long)times * size) + Overhead);
    }

    [Fact]
    public void Each_call_that_copies_is_counted()
    {
        byte[] bytes = new byte[10];
        long before = Copies.Bytes;

        bytes.AsSpan().CountedCopyTo(new byte[10]);
        ((ReadOnlySpan<byte>)bytes).CountedToArray();
        Copies.Resize(ref bytes, 20);
        "ab".CountedCopyTo(new char[2]);

        Assert.Equal(10 + 10 + 10 + 4, Copies.Bytes - before);
    }
}
