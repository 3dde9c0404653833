using System.Runtime.CompilerServices;
using TypedSender.Testing;

namespace TypedSender.Tests.Sending;

/// <summary>What lives longer than a call does not keep the caller's execution context: neither the values of an <see cref="AsyncLocal{T}"/> nor the sight of them.</summary>
public sealed class CallerContextTests
{
    private static readonly AsyncLocal<object?> Local = new();

    [Fact]
    public async Task Clocks_streams_and_delegates_of_the_users_do_not_see_the_callers_values()
    {
        EventLog<string> seen = new();
        await using InProcessBroker broker = await StartAsync();
        SendClient client = new(new SendClientOptions
        {
            Host = "127.0.0.1",
            Port = broker.Port,
            TimeProvider = new SeeingClock(seen),
            ConnectStream = async (_, _) =>
            {
                See("ConnectStream", seen);
                UserStream stream = await UserStream.ConnectAsync(broker.Port);
                stream.OnRead = (inner, buffer) =>
                {
                    See("ReadAsync", seen);
                    return inner.ReadAsync(buffer);
                };
                stream.OnWrite = (inner, buffer) =>
                {
                    See("WriteAsync", seen);
                    return inner.WriteAsync(buffer);
                };
                stream.OnDispose = () => See("Dispose", seen);
                return stream;
            },
        });
        INoteSender notes = client.GetSender<INoteSender>();
        client.StateChanged += (_, _) => See("StateChanged", seen);

        Local.Value = new object();
        await client.GetMessageSender(notes).OpenAsync().Within();
        await notes.SendAsync(new Note("alone")).Within();

        // What continuations send is left to a timer of the transport.
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            await notes.SendAsync(new Note($"{number}"));
            await notes.SendAsync(new Note($"{number} again"));
        })).Within();
        See("the test", seen);
        Local.Value = null;
        await client.CloseAsync().Within();

        // That is what would be seen.
        Assert.Equal(["the test"], seen.Items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_object_of_the_callers_is_not_kept_while_the_connection_lives(bool isUnsettled)
    {
        await using InProcessBroker broker = await StartAsync();
        BrokerQueue queue = broker.CreateQueue("notes");
        await using SendClient client = new(broker.Url, options => options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero);
        INoteSender notes = client.GetSender<INoteSender>(new SenderOptions { SendTimeout = isUnsettled ? TimeSpan.FromMilliseconds(200) : null });
        if (isUnsettled)
        {
            queue.SettlementOf = _ => Settlement.Silence;
        }

        WeakReference value = await SendWithValueAsync(notes);

        for (int i = 0; i < 50 && value.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10);
        }

        Assert.False(value.IsAlive);
        Assert.Equal(SendClientState.Connected, client.State);
    }

    private static Task<InProcessBroker> StartAsync() => InProcessBroker.StartAsync(new InProcessBrokerOptions { CreateQueuesOnDemand = true }).AsTask();

    /// <summary>The first sends of a client: they make connection, link and timers.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> SendWithValueAsync(INoteSender notes)
    {
        WeakReference value = await Task.Run(async () =>
        {
            object held = new();
            Local.Value = held;
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
            {
                await notes.TellAsync(new Note($"{number}"));
                await notes.TellAsync(new Note($"{number} again"));
            }));
            Local.Value = null;
            return new WeakReference(held);
        }).Within();
        return value;
    }

    private static void See(string where, EventLog<string> seen)
    {
        if (Local.Value is not null)
        {
            seen.Add(where);
        }
    }

    private sealed class SeeingClock(EventLog<string> seen) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            See("CreateTimer", seen);
            return base.CreateTimer(
                _ =>
                {
                    See("a timer", seen);
                    callback(state);
                },
                state,
                dueTime,
                period);
        }
    }
}
