using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography.X509Certificates;

namespace TypedSender;

/// <summary>The checked, immutable copy of <see cref="MicrosoftAmqpClientOptions"/>: what every client has, checked as there, and what Microsoft.Azure.Amqp cannot do, refused.</summary>
internal sealed class MicrosoftAmqpClientSettings : SendSettings
{
    [SetsRequiredMembers]
    private MicrosoftAmqpClientSettings(MicrosoftAmqpClientOptions options, SendClientSettings common)
    {
        Common = common;
        Transport = options.Transport;
        SendTimeout = common.SendTimeout;
        DrainTimeout = common.DrainTimeout;
        MaxPendingBytes = common.MaxPendingBytes;
        ContainerId = common.ContainerId;
        Broker = common.Broker;
        MessagingSystem = common.MessagingSystem;
        PropagateTraceContext = common.PropagateTraceContext;
        UseCreateSpans = common.UseCreateSpans;
        Hook = common.Hook;
        LoggerFactory = common.LoggerFactory;
        TimeProvider = common.TimeProvider;
    }

    public override string OptionsName => nameof(MicrosoftAmqpClientOptions);

    /// <summary>The settings that a client of this library's own would have.</summary>
    public SendClientSettings Common { get; }

    public AmqpTransportKind Transport { get; }

    /// <summary>Where the client connects to, as host and port, for texts.</summary>
    public string EndpointNames => string.Join(", ", Common.Endpoints);

    /// <summary>Checks and copies <paramref name="options"/>.</summary>
    /// <exception cref="ArgumentException">A value is not usable, or not with Microsoft.Azure.Amqp.</exception>
    public static MicrosoftAmqpClientSettings Create(MicrosoftAmqpClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (FindForeignMechanism(options) is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        SendClientSettings common = CreateCommon(options.Common);
        if (SaslLogin.FindProblem(common.Login.Credential, common.Login) is { } unusable)
        {
            throw new ArgumentException($"{nameof(MicrosoftAmqpClientOptions)}.{nameof(options.Credential)}: {unusable}", nameof(options));
        }

        CheckTls(options);
        return new MicrosoftAmqpClientSettings(options, common);
    }

    /// <summary>A text that names options as the user of this client knows them.</summary>
    public static string Rename(string text) => text.Replace(nameof(SendClientOptions), nameof(MicrosoftAmqpClientOptions), StringComparison.Ordinal);

    /// <summary>A failure whose text names options as the user of this client knows them.</summary>
    public static SendFailure Rename(SendFailure failure) => failure.Message.Contains(nameof(SendClientOptions), StringComparison.Ordinal)
        ? new SendFailure(failure.Reason, Rename(failure.Message), failure.Cause) { Error = failure.Error, Class = failure.Class }
        : failure;

    private static SendClientSettings CreateCommon(SendClientOptions options)
    {
        try
        {
            return SendClientSettings.Create(options);
        }
        catch (ArgumentException exception) when (exception.Message.Contains(nameof(SendClientOptions), StringComparison.Ordinal))
        {
            // The framework adds the name of the parameter to the text by itself.
            string suffix = $" (Parameter '{exception.ParamName}')";
            string text = exception.Message.EndsWith(suffix, StringComparison.Ordinal) ? exception.Message[..^suffix.Length] : exception.Message;
            throw new ArgumentException(Rename(text), exception.ParamName);
        }
    }

    private static string? FindForeignMechanism(MicrosoftAmqpClientOptions options)
    {
        string? foreign = options.SaslMechanisms.FirstOrDefault(static name => !SaslLogin.Mechanisms.Contains(name));
        return foreign is null
            ? null
            : $"{nameof(MicrosoftAmqpClientOptions)}.{nameof(options.SaslMechanisms)} has the entry '{ErrorText.FromPeer(foreign)}', which Microsoft.Azure.Amqp does not have. "
                + $"Give names out of {string.Join(", ", SaslLogin.Mechanisms)}, or leave the list empty; {nameof(SendClient)} has further ones.";
    }

    private static void CheckTls(MicrosoftAmqpClientOptions options)
    {
        if (options.ClientCertificates.Count > 1)
        {
            throw new ArgumentException(
                $"{nameof(MicrosoftAmqpClientOptions)}.{nameof(options.ClientCertificates)} has {options.ClientCertificates.Count} entries, and Microsoft.Azure.Amqp shows one certificate. Give the one that the broker accepts.",
                nameof(options));
        }

        if (options.ClientCertificates is [not X509Certificate2])
        {
            throw new ArgumentException(
                $"{nameof(MicrosoftAmqpClientOptions)}.{nameof(options.ClientCertificates)} has an entry that is no X509Certificate2, which Microsoft.Azure.Amqp needs. Give one, with its private key.",
                nameof(options));
        }

        if (options is not { Transport: AmqpTransportKind.WebSocket, UseTls: true })
        {
            return;
        }

        string? name = options switch
        {
            { TlsHost: not null } => nameof(options.TlsHost),
            { TrustedAuthorities.Count: > 0 } => nameof(options.TrustedAuthorities),
            { RevocationMode: not X509RevocationMode.NoCheck } => nameof(options.RevocationMode),
            { ClientCertificates.Count: > 0 } => nameof(options.ClientCertificates),
            { Credential.ClientCertificates: not null } => nameof(options.Credential),
            _ => null,
        };
        if (name is not null)
        {
            throw new ArgumentException(
                $"{nameof(MicrosoftAmqpClientOptions)}.{name} is set for a WebSocket with TLS (wss://), which Microsoft.Azure.Amqp gives no settings of TLS. Leave it unset, connect by amqps://, or use {nameof(SendClient)}.",
                nameof(options));
        }
    }
}
