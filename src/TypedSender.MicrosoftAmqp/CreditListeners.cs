using System.Runtime.CompilerServices;
using Microsoft.Azure.Amqp;

namespace TypedSender;

/// <summary>Tells every sender on a link that credit has come: a link has one listener for that.</summary>
internal sealed class CreditListeners
{
    private static readonly ConditionalWeakTable<SendingAmqpLink, CreditListeners> OfLinks = [];

    private readonly Lock _access = new();
    private Action[] _listeners = [];

    /// <exception cref="InvalidOperationException">The user has registered a listener of his own.</exception>
    private CreditListeners(SendingAmqpLink link)
    {
        try
        {
            link.RegisterCreditListener((_, _, _) => Notify());
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException(
                $"The link '{ErrorText.FromPeer(link.Name)}' has a credit listener already, which its library has now replaced. Give the sender a link without one, or an AmqpSession to make a link of its own on.",
                exception);
        }
    }

    public static CreditListeners Of(SendingAmqpLink link) => OfLinks.GetValue(link, static key => new CreditListeners(key));

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

    private void Notify()
    {
        foreach (Action listener in Volatile.Read(ref _listeners))
        {
            listener();
        }
    }
}
