using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Testing;

/// <summary>Options of an <see cref="InProcessBroker"/>. Read once, when the broker starts.</summary>
public sealed class InProcessBrokerOptions
{
    /// <summary>The port on loopback; 0, the default, takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>Whether a link to a queue that does not exist makes it. Off by default: such a link is refused with <c>amqp:not-found</c>.</summary>
    public bool CreateQueuesOnDemand { get; set; }

    /// <summary>
    /// The kind of broker to act as, so that clients made for that kind work: <see cref="AmqpBrokerKind.ServiceBus"/> or <see cref="AmqpBrokerKind.EventHubs"/>. Null, the default,
    /// for a plain AMQP 1.0 broker.
    /// </summary>
    public AmqpBrokerKind? Profile { get; set; }

    /// <summary>Whether a link that is refused costs its whole session (AMQP 1.0, 2.7.8), with all other links on it, as some brokers do. Off by default: only the link is refused.</summary>
    public bool EndSessionOfRefusedLinks { get; set; }

    /// <summary>Whether clients may come without a name: by SASL ANONYMOUS, or without SASL at all. On by default.</summary>
    public bool AllowAnonymous { get; set; } = true;

    /// <summary>
    /// The SASL mechanisms that are offered, in this order. Empty, the default, offers those of <c>EXTERNAL</c>, <c>SCRAM-SHA-512</c>, <c>SCRAM-SHA-256</c>, <c>PLAIN</c>,
    /// <c>OAUTHBEARER</c>, <c>XOAUTH2</c> and <c>ANONYMOUS</c> by which a client can log in: certificates, <see cref="Users"/>, <see cref="CheckToken"/> and
    /// <see cref="AllowAnonymous"/> decide. A mechanism by which no client can log in is offered if it is listed here, and refused. <c>MSSBCBS</c> and <c>AMQPCBS</c>,
    /// which accept every client because tokens follow on the connection, are offered only if they are listed here; with a <see cref="Profile"/> of Azure, <c>MSSBCBS</c> comes first.
    /// </summary>
    public IList<string> SaslMechanisms { get; } = [];

    /// <summary>
    /// Decides about bearer tokens of SASL OAUTHBEARER (RFC 7628) and XOAUTH2: gets the user name, which may be null, and the token. Null, the default, offers neither. Called
    /// for each login, on the thread pool, for several at the same time; what it throws refuses the login.
    /// </summary>
    public Func<string?, string, bool>? CheckToken { get; set; }

    /// <summary>The users of SASL SCRAM-SHA-512, SCRAM-SHA-256 and PLAIN, and their passwords; without any, these are not offered.</summary>
    public IDictionary<string, string> Users { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The broker's certificate with its private key; with it, the port speaks TLS 1.2 or later. Null, the default, for clear text.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>
    /// The path under which clients may ask for a WebSocket (RFC 6455), percent-encoded; other paths are answered by status 404. Null, the default, for any. The port speaks
    /// AMQP and WebSocket, as the first bytes of a client say.
    /// </summary>
    public string? WebSocketPath { get; set; }

    /// <summary>The authorities whose client certificates are accepted. A client with such a certificate may log in by SASL EXTERNAL, under the certificate's subject.</summary>
    public X509Certificate2Collection ClientAuthorities { get; } = [];

    /// <summary>Whether a client without a certificate is turned away in the TLS handshake. Off by default.</summary>
    public bool RequireClientCertificate { get; set; }

    /// <summary>The name that the broker gives itself (AMQP 1.0, 2.7.1).</summary>
    public string ContainerId { get; set; } = "in-process-broker";

    /// <summary>The largest frame that the broker takes, in bytes; 512 to 16,777,216 (AMQP 1.0, 2.7.1). 64 KiB by default.</summary>
    public int MaxFrameSize { get; set; } = 64 * 1024;

    /// <summary>The highest channel number that a client may use; one less than the number of sessions. 255 by default.</summary>
    public ushort ChannelMax { get; set; } = 255;

    /// <summary>The highest handle that a client may use; one less than the number of links of a session. 1023 by default.</summary>
    public uint HandleMax { get; set; } = 1023;

    /// <summary>The number of transfer frames a client may have under way on a session (AMQP 1.0, 2.5.6). At least 1; 2048 by default.</summary>
    public int SessionWindow { get; set; } = 2048;

    /// <summary>After how long without a frame a client counts as gone (AMQP 1.0, 2.4.5); null for never. One minute by default.</summary>
    public TimeSpan? IdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The credit policy of queues that are made without one of their own. A window of 1000 by default.</summary>
    public CreditPolicy Credit { get; set; } = CreditPolicy.Window(1000);

    /// <summary>
    /// The largest message that queues take unless they say otherwise, in bytes; 0, the default, for no limit, or for the one of the <see cref="Profile"/>: 256 KiB for Service Bus, 1 MiB for
    /// Event Hubs, whose hubs have it too.
    /// </summary>
    public long MaxMessageSize { get; set; }

    /// <summary>The capabilities of a connection that the broker offers (AMQP 1.0, 2.7.1, offered-capabilities). None by default.</summary>
    public IList<AmqpSymbol> OfferedCapabilities { get; } = [];

    /// <summary>
    /// Whether the broker relays messages: it offers the capability <c>ANONYMOUS-RELAY</c>, and takes links whose target has no address, on which each message names its queue in the property
    /// <c>to</c>. One that names no queue of the broker is rejected with <c>amqp:not-found</c>. Off by default.
    /// </summary>
    public bool AnonymousRelay { get; set; }

    /// <summary>
    /// Whether the ends of sending links keep their unsettled deliveries when the connection is lost or the link is detached without being closed (AMQP 1.0, 2.6.13): those whose client asks for a target
    /// with the durability <see cref="TerminusDurability.UnsettledState"/>, by <see cref="SenderOptions.Resume"/>. The link is known by its name and the container of the client; when it is attached again, the broker
    /// states what it has not settled and takes resumed deliveries, and it settles second if that is asked for, whatever <see cref="BrokerQueue.AttachResponse"/> says. Off by default:
    /// the durability is answered as <see cref="TerminusDurability.Configuration"/> then. Nothing is kept of links to nodes, hubs and the coordinator.
    /// </summary>
    [Experimental("TSRESUME")]
    public bool KeepUnsettledState { get; set; }

    /// <summary>The capabilities of a connection that the broker would use if the client offers them (AMQP 1.0, 2.7.1, desired-capabilities). None by default.</summary>
    public IList<AmqpSymbol> DesiredCapabilities { get; } = [];

    /// <summary>
    /// The capabilities of the transaction coordinator (AMQP 1.0, 4.5.7); without any, there is none. <c>amqp:local-transactions</c>, <c>amqp:multi-txns-per-ssn</c> and
    /// <c>amqp:multi-ssns-per-txn</c> by default. With a <see cref="Profile"/> there is no coordinator.
    /// </summary>
    public IList<AmqpSymbol> TransactionCapabilities { get; } = [TxnCapability.LocalTransactions, TxnCapability.MultiTxnsPerSsn, TxnCapability.MultiSsnsPerTxn];

    // What a timer takes, rounded down.
    internal static readonly TimeSpan MaxTransactionTimeout = TimeSpan.FromDays(49);

    /// <summary>After how long a transaction is rolled back that has not been committed: above zero and at most 49 days; null, the default, for never.</summary>
    public TimeSpan? TransactionTimeout { get; set; }

    /// <summary>The properties of the broker's open; null for none.</summary>
    public AmqpMap? Properties { get; set; }

    /// <summary>The clock that idle time-outs are measured with, the expiry of tokens, and the locks, schedules and expiry of messages with a <see cref="Profile"/>.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The capabilities of a connection that are offered; null for none.</summary>
    internal AmqpSymbol[]? GetOffered()
    {
        List<AmqpSymbol> offered = [.. OfferedCapabilities];
        if (AnonymousRelay)
        {
            offered.Add("ANONYMOUS-RELAY");
        }

        return offered.Count == 0 ? null : [.. offered];
    }
}
