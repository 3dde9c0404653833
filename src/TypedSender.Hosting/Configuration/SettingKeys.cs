using System.Collections.Frozen;
using System.Security.Cryptography.X509Certificates;

namespace TypedSender.Hosting;

/// <summary>
/// The keys that a section of the configuration may have: the options of a client that have a text, a number, a duration, a name or a list of these as value, and its settings. A test compares
/// them with the properties of both.
/// </summary>
internal static class SettingKeys
{
    public static FrozenDictionary<string, SettingKind> All { get; } = new Dictionary<string, SettingKind>
    {
        [nameof(TypedSenderSettings.ConnectionString)] = SettingKind.Text,
        [nameof(TypedSenderSettings.ConnectAtStart)] = SettingKind.Boolean,
        [nameof(TypedSenderSettings.CreditTimeout)] = SettingKind.Duration,
        [nameof(TypedSenderSettings.DisableHealthChecks)] = SettingKind.Boolean,
        [nameof(TypedSenderSettings.DisableMetrics)] = SettingKind.Boolean,
        [nameof(TypedSenderSettings.DisableTracing)] = SettingKind.Boolean,
        [nameof(SendClientOptions.AllowInsecureTransport)] = SettingKind.Boolean,
        [nameof(SendClientOptions.Broker)] = SettingKind.Choice<AmqpBrokerKind>(),
        [nameof(SendClientOptions.ChannelMax)] = SettingKind.Integer,
        [nameof(SendClientOptions.CloseTimeout)] = SettingKind.Duration,
        [nameof(SendClientOptions.ContainerId)] = SettingKind.Text,
        [nameof(SendClientOptions.DesiredCapabilities)] = SettingKind.List,
        [nameof(SendClientOptions.DrainTimeout)] = SettingKind.Duration,
        [nameof(SendClientOptions.HandleMax)] = SettingKind.Integer,
        [nameof(SendClientOptions.Host)] = SettingKind.Text,
        [nameof(SendClientOptions.Hosts)] = SettingKind.List,
        [nameof(SendClientOptions.IdleTimeout)] = SettingKind.Duration,
        [nameof(SendClientOptions.IncomingWindow)] = SettingKind.Integer,
        [nameof(SendClientOptions.MaxFrameSize)] = SettingKind.Integer,
        [nameof(SendClientOptions.MaxPendingBytes)] = SettingKind.LongInteger,
        [nameof(SendClientOptions.MessagingSystem)] = SettingKind.Text,
        [nameof(SendClientOptions.OfferedCapabilities)] = SettingKind.List,
        [nameof(SendClientOptions.OpenTimeout)] = SettingKind.Duration,
        [nameof(SendClientOptions.OutgoingWindow)] = SettingKind.Integer,
        [nameof(SendClientOptions.Password)] = SettingKind.Text,
        [nameof(SendClientOptions.Port)] = SettingKind.Integer,
        [nameof(SendClientOptions.PropagateDiagnosticId)] = SettingKind.Boolean,
        [nameof(SendClientOptions.PropagateTraceContext)] = SettingKind.Boolean,
        [nameof(SendClientOptions.RedirectHosts)] = SettingKind.List,
        [nameof(SendClientOptions.Redirects)] = SettingKind.Choice<RedirectPolicy>(),
        [nameof(SendClientOptions.RequiredCapabilities)] = SettingKind.List,
        [nameof(SendClientOptions.RevocationMode)] = SettingKind.Choice<X509RevocationMode>(),
        [nameof(SendClientOptions.SaslMechanisms)] = SettingKind.List,
        [nameof(SendClientOptions.SaslMode)] = SettingKind.Choice<SaslMode>(),
        [nameof(SendClientOptions.SendTimeout)] = SettingKind.Duration,
        [nameof(SendClientOptions.TlsHost)] = SettingKind.Text,
        [nameof(SendClientOptions.TokenHost)] = SettingKind.Text,
        [nameof(SendClientOptions.TokenRefreshWindow)] = SettingKind.Duration,
        [nameof(SendClientOptions.TokenTimeout)] = SettingKind.Duration,
        [nameof(SendClientOptions.Transport)] = SettingKind.Choice<AmqpTransportKind>(),
        [nameof(SendClientOptions.UseCreateSpans)] = SettingKind.Boolean,
        [nameof(SendClientOptions.UserName)] = SettingKind.Text,
        [nameof(SendClientOptions.UseTls)] = SettingKind.Boolean,
        [nameof(SendClientOptions.VirtualHost)] = SettingKind.Text,
        [nameof(SendClientOptions.VirtualHostForm)] = SettingKind.Choice<VirtualHostForm>(),
        [nameof(SendClientOptions.WebSocketHeaders)] = SettingKind.Map,
        [nameof(SendClientOptions.WebSocketPath)] = SettingKind.Text,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
