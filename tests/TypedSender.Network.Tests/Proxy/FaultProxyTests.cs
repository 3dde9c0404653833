using System.Net;
using System.Net.Sockets;
using TypedSender.Network.Tests.Faults;

namespace TypedSender.Network.Tests.Proxy;

/// <summary>Faults do what they are called: what sockets see on either side of the proxy.</summary>
public sealed class FaultProxyTests : IAsyncLifetime
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _bytes = [.. Enumerable.Range(0, 100).Select(number => (byte)number)];
    private FaultProxy _proxy = null!;
    private Socket _client = null!;
    private Socket _broker = null!;

    public Task InitializeAsync()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _proxy = FaultProxy.Start(((IPEndPoint)_listener.LocalEndPoint!).Port);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _listener.Dispose();
        _client.Dispose();
        _broker?.Dispose();
    }

    [Fact]
    public async Task Without_a_fault_bytes_and_ends_pass_both_ways()
    {
        await ConnectAsync();
        await _client.SendAsync(_bytes);
        _client.Shutdown(SocketShutdown.Send);
        Assert.Equal(_bytes, await ReadToEndAsync(_broker));

        await _broker.SendAsync(_bytes);
        _broker.Shutdown(SocketShutdown.Send);
        Assert.Equal(_bytes, await ReadToEndAsync(_client));
    }

    [Fact]
    public async Task Limited_data_ends_in_order_after_so_many_bytes()
    {
        _proxy.ArmNext(new LimitData(37, resets: false));
        await ConnectAsync();
        await _client.SendAsync(_bytes);

        Assert.Equal(_bytes[..37], await ReadToEndAsync(_broker));
        Assert.Empty(await ReadToEndAsync(_client));
    }

    [Fact]
    public async Task Limited_data_may_end_by_a_reset()
    {
        _proxy.ArmNext(new LimitData(37, resets: true));
        await ConnectAsync();
        await _client.SendAsync(_bytes);

        SocketException exception = await Assert.ThrowsAsync<SocketException>(() => ReadToEndAsync(_client));
        Assert.Equal(SocketError.ConnectionReset, exception.SocketErrorCode);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public async Task One_bit_is_flipped_and_no_more(int number)
    {
        _proxy.ArmNext(new BitFlip(Direction.Up, FlippedByte.Numbered, number));
        await ConnectAsync();
        await _client.SendAsync(_bytes);
        await _client.SendAsync(_bytes);
        _client.Shutdown(SocketShutdown.Send);

        byte[] expected = [.. _bytes, .. _bytes];
        expected[number] ^= 1;
        Assert.Equal(expected, await ReadToEndAsync(_broker));
    }

    [Fact]
    public async Task The_end_of_a_frame_is_found()
    {
        byte[] frames = [0, 0, 0, 8, 2, 0, 0, 0, 0, 0, 0, 10, 2, 0, 0, 0, 0x70, 0x71, 0, 0, 0, 8, 2, 0, 0, 0];
        _proxy.ArmNext(new BitFlip(Direction.Up, FlippedByte.FrameEnd, 1));
        await ConnectAsync();
        await _client.SendAsync(frames);
        _client.Shutdown(SocketShutdown.Send);

        frames[17] ^= 1;
        Assert.Equal(frames, await ReadToEndAsync(_broker));
    }

    [Fact]
    public async Task Nothing_passes_what_is_frozen_and_it_stays_open()
    {
        Freeze freeze = new(37);
        _proxy.ArmNext(freeze);
        await ConnectAsync();
        await _client.SendAsync(_bytes);
        await freeze.Struck.Within();
        await _broker.SendAsync(_bytes);
        _client.Shutdown(SocketShutdown.Send);

        byte[] buffer = new byte[100];
        int count = 0;
        while (count < 37)
        {
            count += await _broker.ReceiveAsync(buffer.AsMemory(count)).AsTask().Within();
        }

        Assert.Equal(_bytes[..37], buffer[..37]);
        Assert.False(_broker.Poll(TimeSpan.FromMilliseconds(50), SelectMode.SelectRead));
        Assert.False(_client.Poll(TimeSpan.FromMilliseconds(50), SelectMode.SelectRead));
    }

    [Fact]
    public async Task A_proxy_that_is_down_refuses_until_it_comes_up()
    {
        using Socket refused = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _proxy.GoDown();
        SocketException exception = await Assert.ThrowsAsync<SocketException>(() => refused.ConnectAsync(IPAddress.Loopback, _proxy.Port));
        Assert.Equal(SocketError.ConnectionRefused, exception.SocketErrorCode);

        _proxy.ComeUp();
        await ConnectAsync();
    }

    private static async Task<byte[]> ReadToEndAsync(Socket socket)
    {
        using MemoryStream whole = new();
        byte[] buffer = new byte[64];
        while (await socket.ReceiveAsync(buffer.AsMemory()).AsTask().Within() is int count and > 0)
        {
            whole.Write(buffer, 0, count);
        }

        return whole.ToArray();
    }

    private async Task ConnectAsync()
    {
        _client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await _client.ConnectAsync(IPAddress.Loopback, _proxy.Port).Within();
        _broker = await _listener.AcceptAsync().Within();
    }
}
