using System.Threading.Channels;
using TypedSender.Interop.Tests.RabbitMq;
using TypedSender.Interop.Tests.Readers;
using TypedSender.Shared;

namespace TypedSender.Interop.Tests.Listeners;

/// <summary>A broker on the listener of another implementation: it takes links to every address, shows the messages and gives verdicts. Neither of them begins with SASL.</summary>
internal abstract class ListenerBroker(ListenerSettings settings) : IDisposable
{
    private readonly Channel<ArrivedMessage> _messages = Channel.CreateUnbounded<ArrivedMessage>();
    private int _count;

    /// <summary>The loopback port it listens on.</summary>
    public int Port { get; } = FreePort.Find(1)[0];

    /// <summary>Completed when a sender has settled a delivery after an unsettled verdict.</summary>
    public TaskCompletionSource Settled { get; } = Bounded.Signal();

    protected ListenerSettings Settings { get; } = settings;

    /// <summary>Starts one.</summary>
    /// <param name="implementation">One of <see cref="ReaderNames"/>.</param>
    /// <param name="settings">How it behaves; null for the defaults.</param>
    public static ListenerBroker Start(string implementation, ListenerSettings? settings = null)
    {
        settings ??= new ListenerSettings();
        ListenerBroker broker = implementation == ReaderNames.NetLite ? new NetLiteBroker(settings) : new MicrosoftBroker(settings);
        broker.Open();
        return broker;
    }

    /// <summary>A client of this broker.</summary>
    public SendClient Connect(Action<SendClientOptions>? configure = null) => new($"amqp://127.0.0.1:{Port}", options =>
    {
        options.SaslMode = SaslMode.None;
        configure?.Invoke(options);
    });

    /// <summary>The next message.</summary>
    public Task<ArrivedMessage> ReadAsync() => _messages.Reader.ReadAsync().Within();

    /// <summary>The next messages.</summary>
    public async Task<IReadOnlyList<ArrivedMessage>> ReadAsync(int count)
    {
        List<ArrivedMessage> messages = new(count);
        while (messages.Count < count)
        {
            messages.Add(await ReadAsync());
        }

        return messages;
    }

    /// <summary>Grants so much more credit on the link attached last.</summary>
    public abstract void GrantCredit(int credit);

    /// <summary>Detaches the link attached last, ends its session or closes its connection, with amqp:internal-error.</summary>
    public abstract void Fail(ListenerFailure failure);

    public abstract void Dispose();

    protected abstract void Open();

    /// <summary>Notes a message.</summary>
    /// <returns>The verdict about it.</returns>
    protected Verdict? Take(Func<string> read, uint messageFormat)
    {
        string sections;
        try
        {
            sections = read();
        }
        catch (Exception exception)
        {
            sections = Readings.Refused(exception.GetType().Name, exception.Message);
        }

        Verdict? verdict = Settings.VerdictOf(Interlocked.Increment(ref _count) - 1);
        _messages.Writer.TryWrite(new ArrivedMessage(sections, messageFormat));
        return verdict;
    }
}

/// <summary>Of what a broker ends.</summary>
public enum ListenerFailure
{
    /// <summary>The link.</summary>
    Detach,

    /// <summary>The session.</summary>
    End,

    /// <summary>The connection.</summary>
    Close,
}
