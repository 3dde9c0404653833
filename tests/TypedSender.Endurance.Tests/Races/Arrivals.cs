using System.Collections.Concurrent;
using TypedSender.Testing;

namespace TypedSender.Endurance.Tests.Races;

/// <summary>What has come to the peer, by the text of its note; each must come once.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<string, BrokerMessage> _messages = new();
    private (string Name, TaskCompletionSource Arrived)? _expected;
    private readonly object _gate = new();

    public int Duplicates { get; private set; }

    public BrokerMessage? Find(string name) => _messages.GetValueOrDefault(name);

    public void Add(BrokerMessage message)
    {
        string name = Bytes.TextOf(message.Bytes.ToArray());
        lock (_gate)
        {
            Duplicates += _messages.TryAdd(name, message) ? 0 : 1;
            if (_expected is { } expected && expected.Name == name)
            {
                expected.Arrived.TrySetResult();
            }
        }
    }

    /// <summary>The message of this name, once it has come and the peer has filed it.</summary>
    public async Task<BrokerMessage> WaitAsync(string name)
    {
        TaskCompletionSource arrived = Bounded.Signal();
        lock (_gate)
        {
            _expected = (name, arrived);
            if (_messages.ContainsKey(name))
            {
                arrived.TrySetResult();
            }
        }

        await arrived.Task;
        BrokerMessage message = _messages[name];
        SpinWait.SpinUntil(() => message.Settlement is not null);
        return message;
    }
}
