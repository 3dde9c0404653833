using System.Runtime.CompilerServices;
using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Tells every sender on a link that credit has come: a link has one listener for that.</summary>
internal sealed class CreditListeners
{
    private static readonly ConditionalWeakTable<SendingAmqpLink, CreditListeners> OfLinks = [];

    private readonly Lock _access = new();
    private Action[] _listeners = [];
    private InvalidOperationException? _refusal;
    private bool _isRegistered;

    private CreditListeners()
    {
    }

    /// <summary>Returns those of a link, which are the same for every sender on it.</summary>
    /// <exception cref="InvalidOperationException">The user has registered a listener of his own.</exception>
    public static CreditListeners Of(SendingAmqpLink link)
    {
        // The table may make several for a link, of which it keeps one: only that one is registered.
        CreditListeners listeners = OfLinks.GetValue(link, static _ => new CreditListeners());
        listeners.Register(link);
        return listeners;
    }

    public void Add(Action listener)
    {
        lock (_access)
        {
            _listeners = [.. _listeners, listener];
        }
    }

    public void Remove(Action listener)
    {
        lock (_access)
        {
            _listeners = [.. _listeners.Where(each => each != listener)];
        }
    }

    private void Register(SendingAmqpLink link)
    {
        lock (_access)
        {
            if (!_isRegistered)
            {
                _isRegistered = true;
                try
                {
                    link.RegisterCreditListener((_, _, _) => Notify());
                }
                catch (InvalidOperationException exception)
                {
                    _refusal = exception;
                }
            }
        }

        if (_refusal is not null)
        {
            throw new InvalidOperationException(
                $"The link '{ErrorText.FromPeer(link.Name)}' has a credit listener already, which its library has now replaced. Give the sender a link without one, or an AmqpSession to make a link of its own on.",
                _refusal);
        }
    }

    private void Notify()
    {
        foreach (Action listener in Volatile.Read(ref _listeners))
        {
            listener();
        }
    }
}
