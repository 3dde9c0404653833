using TypedSender.Amqp;
using TypedSender.Amqp.Engine;
using TypedSender.Amqp.Performatives;
using TypedSender.Amqp.Transport;

namespace TypedSender;

/// <summary>
/// The virtual host that a peer is asked for. Some brokers take a plain name for that of a machine, and open their default virtual host; only <c>vhost:NAME</c> names one
/// (<see cref="BrokerProfile.VirtualHostPrefix"/>). What a peer is shows first in its open frame, so until then the form may be a guess.
/// </summary>
internal sealed record VirtualHost
{
    private static readonly string Prefix = BrokerProfiles.OfPrefixedVirtualHosts.VirtualHostPrefix!;

    private readonly string _name;
    private readonly bool _isGuess;
    private readonly bool _isPrefixed;
    private readonly bool _isChosen;
    private readonly bool _isShown;

    /// <param name="name">The name.</param>
    /// <param name="form">How it is written.</param>
    /// <param name="isShown">Whether texts may show it.</param>
    public VirtualHost(string name, VirtualHostForm form = VirtualHostForm.Plain, bool isShown = true)
    {
        bool isWhole = name.StartsWith(Prefix, StringComparison.Ordinal);
        _name = name;
        _isGuess = form == VirtualHostForm.Automatic && !isWhole;
        _isPrefixed = form == VirtualHostForm.Prefixed && !isWhole;
        _isShown = isShown;
    }

    /// <param name="other">What it is the same as but for its form.</param>
    /// <param name="isPrefixed">Whether the name is written with the prefix.</param>
    private VirtualHost(VirtualHost other, bool isPrefixed)
    {
        (_name, _isGuess, _isShown, _isChosen) = (other._name, other._isGuess, other._isShown, true);
        _isPrefixed = isPrefixed;
    }

    /// <summary>The name for the open frame, and for the sasl-init frame, which should not differ (AMQP 1.0, 2.7.1).</summary>
    public string Hostname => _isPrefixed ? Prefix + _name : _name;

    /// <summary>How texts name it.</summary>
    public string Text => _isShown ? $"the virtual host {ErrorText.Address(Hostname)}" : "the virtual host in the path of the URL";

    /// <summary>The same as <see cref="Text"/>, so that printing the record cannot show a name that texts must not.</summary>
    public override string ToString() => Text;

    /// <summary>The form to begin with, where the broker has been named and no peer has shown yet which one is right.</summary>
    /// <remarks>What the peer says then still counts.</remarks>
    public VirtualHost For(BrokerProfile broker) =>
        _isGuess && !_isChosen && broker.Kind != AmqpBrokerKind.Generic ? new VirtualHost(this, broker.VirtualHostPrefix is not null) : this;

    /// <summary>The form to connect anew with, as the peer that has answered needs another one; null when this one is right.</summary>
    public VirtualHost? GetFormFor(in Open open) => _isGuess && PeerProfiles.PrefixesVirtualHosts(open.Properties) != _isPrefixed ? new VirtualHost(this, !_isPrefixed) : null;

    /// <summary>
    /// The form to try next when the peer hung up instead of answering the open frame; null for none. A broker that takes the prefixed form may do that when the user may not
    /// enter its default virtual host (docs/brokers.md), so that its open frame never tells what it is.
    /// </summary>
    /// <param name="failure">What the transport reports; null when the peer closed the socket. What did not come from the peer is no hang-up.</param>
    public VirtualHost? GetFormAfterHangUp(Exception? failure) =>
        _isGuess && !_isPrefixed && !_isChosen && failure is not (AmqpProtocolException or AmqpDecodeException or InternalErrorException or StreamFaultException)
            ? new VirtualHost(this, isPrefixed: true)
            : null;
}
