using System.Net.Sockets;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Transport;

namespace TypedSender.Tests.Diagnostics;

/// <summary>Who has ended a connection is told truly: a defect of this library is none of the network's.</summary>
public sealed class FaultErrorsTests
{
    public static TheoryData<Exception> Defects => [new InvalidProgramException("bad IL"), new NullReferenceException("bad IL"), new InvalidCastException("bad IL"), new IOException("bad IL")];

    public static TheoryData<Exception> NetworkErrors => [new IOException("reset", new SocketException((int)SocketError.ConnectionReset)), new SocketException((int)SocketError.ConnectionReset)];

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task What_this_library_throws_while_reading_says_so(Exception defect)
    {
        Exception? failure = await RunAsync(new MemoryStream(), () => throw defect);
        SendFailure told = FaultErrors.Ended("localhost", 5672, failure, AmqpCredential.Anonymous);

        Assert.Equal(
            $"The connection to localhost:5672 was given up because of an error inside TypedSender, {defect.GetType().Name}: bad IL. Neither the network nor the broker has caused it. Report it to the maintainers of TypedSender, with this text and the stack trace of the inner exception.",
            told.Message);
        Assert.Same(defect, told.Cause);
        Assert.Equal(SendReason.InternalError, told.Reason);
        Assert.Equal(FailureClass.Protocol, told.Class);
        Assert.Equal("internal_error", ErrorTypes.Of(told.NotSent()));
        Assert.False(told.IsTransient);
    }

    [Theory]
    [MemberData(nameof(NetworkErrors))]
    public async Task What_the_network_does_stays_the_networks(Exception error)
    {
        Exception? failure = await RunAsync(new FailingStream(error), () => { });
        SendFailure told = FaultErrors.Ended("localhost", 5672, failure, AmqpCredential.Anonymous);

        Assert.Equal("The connection to localhost:5672 was lost (ConnectionReset). Check the network and the broker.", told.Message);
        Assert.Equal(SendReason.ConnectionLost, told.Reason);
        Assert.Same(error, told.Cause);
    }

    [Fact]
    public async Task A_peer_that_closes_is_told_as_that()
    {
        Exception? failure = await RunAsync(new MemoryStream(), () => { });

        Assert.Equal(
            "The connection to localhost:5672 was lost (the peer closed it without a close frame). Check the network and the broker.",
            FaultErrors.Ended("localhost", 5672, failure, AmqpCredential.Anonymous).Message);
    }

    /// <summary>Reads to the end, and tells how the transport ended.</summary>
    private static async Task<Exception?> RunAsync(Stream stream, Action onAdvanced)
    {
        TaskCompletionSource<Exception?> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ConnectionEngine engine = new(new ConnectionSettings { ContainerId = "test" }, observer: null!);
        AmqpTransport transport = new(stream, new FrameBuffer(65_536), engine, new Lock(), onAdvanced, stopped.SetResult, TimeProvider.System);
        transport.Start();
        return await stopped.Task.Within();
    }

    private sealed class FailingStream(Exception error) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromException<int>(error);
    }
}
