using TypedSender.Amqp;
using TypedSender.Amqp.Transport;
using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.HostileInput;

/// <summary>Bytes that claim more than they hold: refused before anything is allocated or entered for them.</summary>
public sealed class DecodingTests(ITestOutputHelper output) : KnownBugTest(output)
{
    [KnownBug(32, "Azure/go-amqp#378", "amqp/rhea#450", "Azure/azure-sdk-for-python#46953")]
    public async Task Counts_that_no_bytes_can_hold_are_refused_without_memory()
    {
        string[] hostile =
        [
            "F0 00000005 7FFFFFFF 40", "F0 00000005 FFFFFFFF 40", "F0 00000005 7FFFFFFF 41", "F0 00000005 7FFFFFFF 42", "F0 00000005 7FFFFFFF 43",
            "F0 00000005 7FFFFFFF 44", "F0 00000005 7FFFFFFF 45", "F0 00000005 00000401 40", "F0 00000008 7FFFFFFF 00 53 01 45", "F0 FFFFFFFF FFFFFFFF 40",
            "D0 00000004 FFFFFFFF", "D0 00000004 7FFFFFFF", "D0 00000004 00010001", "D1 00000004 FFFFFFFE", "D0 7FFFFFFF 7FFFFFFF 40", "C0 02 FF 40", "C1 02 FE 40",
            "A1 FF 61", "B1 7FFFFFFF 61", "B0 FFFFFFFF 00", "B3 80000000 61",
        ];
        foreach (string text in hostile)
        {
            byte[] bytes = Convert.FromHexString(text.Replace(" ", "", StringComparison.Ordinal));
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<AmqpDecodeException>(() => new AmqpReader(bytes).ReadValue());
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (64 * 1024) + (32 * bytes.Length));
        }

        // The properties of an open: a key, and ten bytes that claim 2^31 - 1 nulls.
        await RefusesOpenAsync("005310 C01F0A A10470656572 4040404040404040 C10E02 A30178 F0000000057FFFFFFF40");
        Report();
    }

    [KnownBug(33, "Azure/azure-uamqp-c#478", "Azure/azure-sdk-for-python#48802")]
    public async Task Values_nested_too_deep_are_refused_on_the_smallest_stack()
    {
        foreach (int depth in new[] { 33, 5000, 1_000_000 })
        {
            foreach (byte[] bytes in new[] { NestedDescriptions(depth), NestedLists(depth), NestedArrays(depth) })
            {
                Assert.IsType<AmqpDecodeException>(OnSmallStack(() => _ = new AmqpReader(bytes).ReadValue()));

                // Lists and arrays are passed over by their size, without being entered.
                Assert.True(OnSmallStack(() => new AmqpReader(bytes).Skip()) is null or AmqpDecodeException);
            }
        }

        Assert.Null(OnSmallStack(() => _ = new AmqpReader(NestedLists(32)).ReadValue()));
        Assert.Null(OnSmallStack(() => _ = new AmqpReader(NestedDescriptions(32)).ReadValue()));
        byte[] lists = NestedLists(5000);
        await RefusesOpenAsync($"005310 D0{lists.Length + 30:X8}0000000A A10470656572 4040404040404040 D1{lists.Length + 7:X8}00000002 A30178 {Convert.ToHexString(lists)}");
        Report();
    }

    [KnownBug(34, "alanxz/rabbitmq-c#579", "apache/activemq#2167")]
    public async Task Frame_sizes_are_checked_as_what_they_are()
    {
        foreach (uint size in new uint[] { 0, 7, 1u << 31, uint.MaxValue })
        {
            byte[] head = [(byte)(size >> 24), (byte)(size >> 16), (byte)(size >> 8), (byte)size, 2, 0, 0, 0];
            AssertRefused(head);
            await RefusesOpenAsync(script => script.SendRaw(head), $"a frame claims {size} octets");
        }

        // Eight is a frame without a body: a sign of life, of which there may be any number.
        await using ScriptedPeer peer = ScriptedPeer.Start(script => script.AcceptConnection().Repeat(10, steps => steps.SendRaw(FrameEncoder.EmptyFrame)).AcceptSession().AnswerClosing());
        await using var client = new SendClient(peer.Url);
        await client.OpenAsync().Within();
        await client.CloseAsync().Within();
        await peer.Completion.Within();
        Report();
    }

    private static void AssertRefused(byte[] head)
    {
        var frames = new FrameBuffer(65_536);
        head.CopyTo(frames.GetFree());
        frames.Commit(head.Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.ThrowsAny<Exception>(() => frames.TryTakeFrame(FrameType.Amqp, out _, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
    }

    private static Task RefusesOpenAsync(string body)
    {
        byte[] bytes = Convert.FromHexString(body.Replace(" ", "", StringComparison.Ordinal));
        int size = bytes.Length + 8;
        return RefusesOpenAsync(script => script.SendRaw([(byte)(size >> 24), (byte)(size >> 16), (byte)(size >> 8), (byte)size, 2, 0, 0, 0, .. bytes]), "sent a frame that AMQP 1.0 does not allow");
    }

    /// <summary>The peer sends something else for its open; the client says so, and connects to a good peer the next time.</summary>
    private static async Task RefusesOpenAsync(Action<PeerScript> send, string text)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(
            script =>
            {
                script.AcceptHeaders().ExpectOpen();
                send(script);
            },
            script => script.AcceptConnection().AcceptSession().AnswerClosing());
        await using var client = new SendClient(peer.Url, options => options.RetryPolicy = Never);

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.OpenAsync().Within());
        Assert.Equal(SendReason.ProtocolViolation, thrown.Reason);
        Assert.Contains(text, thrown.Message, StringComparison.Ordinal);
        await client.OpenAsync().Within();
        await client.CloseAsync().Within();
        await peer.Completion.Within();
    }

    /// <summary>What <paramref name="read"/> throws on a stack of 256 KiB; a stack that overflows ends the process.</summary>
    private static Exception? OnSmallStack(Action read)
    {
        Exception? thrown = null;
        var thread = new Thread(() => thrown = Record.Exception(read), maxStackSize: 256 * 1024);
        thread.Start();
        thread.Join();
        return thrown;
    }

    private static byte[] NestedDescriptions(int depth)
    {
        byte[] bytes = new byte[(3 * depth) + 1];
        for (int i = 0; i < depth; i++)
        {
            (bytes[3 * i], bytes[(3 * i) + 1], bytes[(3 * i) + 2]) = (0x00, 0x53, 0x01);
        }

        bytes[^1] = 0x40;
        return bytes;
    }

    /// <summary>Lists of one element each; the innermost has none.</summary>
    private static byte[] NestedLists(int depth)
    {
        byte[] bytes = new byte[(9 * (depth - 1)) + 1];
        for (int i = 0; i < depth - 1; i++)
        {
            Span<byte> list = bytes.AsSpan(9 * i);
            list[0] = 0xD0;
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(list[1..], bytes.Length - (9 * i) - 5);
            list[8] = 1;
        }

        bytes[^1] = 0x45;
        return bytes;
    }

    /// <summary>Arrays of one array each: size, count and the constructor of what is inside.</summary>
    private static byte[] NestedArrays(int depth)
    {
        byte[] bytes = new byte[1 + (9 * depth)];
        bytes[0] = 0xF0;
        for (int i = 0; i < depth; i++)
        {
            Span<byte> array = bytes.AsSpan(1 + (9 * i));
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(array, bytes.Length - (9 * i) - 5);
            array[7] = 1;
            array[8] = i == depth - 1 ? (byte)0x40 : (byte)0xF0;
        }

        return bytes;
    }
}
