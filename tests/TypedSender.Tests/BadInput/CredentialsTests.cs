using System.Text;
using Microsoft.Extensions.Logging;
using TypedSender.Amqp.Performatives;
using TypedSender.TestPeer;

namespace TypedSender.Tests.BadInput;

/// <summary>User names and passwords that the peer does not want; and that a password appears in no text.</summary>
public sealed class CredentialsTests
{
    [Theory]
    [InlineData((byte)SaslCode.Auth, false, "{0} refused the user 'shop' (SASL outcome 1, auth). Correct the user name or the password.")]
    [InlineData((byte)SaslCode.Sys, false, "{0} could not authenticate the user 'shop' because of an error of its own (SASL outcome 2, sys). Check the broker's log.")]
    [InlineData((byte)SaslCode.SysPerm, false, "{0} could not authenticate the user 'shop' because of an error that needs repair (SASL outcome 3, sys-perm). Check the broker's log.")]
    [InlineData((byte)SaslCode.SysTemp, true, "{0} could not authenticate the user 'shop' for the moment (SASL outcome 4, sys-temp). Try again later.")]
    public Task A_refused_login(byte code, bool isTransient, string expected) => ExpectAsync(
        "shop",
        script => script.ExpectSaslHeader().SendMechanisms("PLAIN", "ANONYMOUS")
            .ExpectSaslInit().Check(init => Assert.Equal(("PLAIN", $"\0shop\0{Canary.Password}"), (init.Mechanism.Value, Encoding.UTF8.GetString(init.InitialResponse!.Value.Span))))
            .SendSaslOutcome((SaslCode)code).CloseSocket(),
        isTransient,
        expected);

    [Fact]
    public Task A_peer_that_hangs_up_instead_of_refusing() => ExpectAsync(
        "shop",
        script => script.ExpectSaslHeader().SendMechanisms("PLAIN").ExpectSaslInit().CloseSocket(),
        true,
        "{0} closed the connection during the SASL exchange and did not say why. Check the broker's log; some brokers refuse a login like this.",
        SendReason.ConnectionFailed);

    [Fact]
    public Task A_peer_that_hangs_up_behind_the_login() => ExpectAsync(
        "shop",
        script => script.ExpectSaslHeader().SendMechanisms("PLAIN").ExpectSaslInit().SendSaslOutcome(SaslCode.Ok).CloseSocket(),
        true,
        "{0} accepted the login and closed the connection before it sent an AMQP header. Check the broker's log, and that it has AMQP 1.0 enabled.",
        SendReason.ConnectionFailed);

    [Fact]
    public Task A_peer_that_offers_no_password_login_is_not_given_the_password() => ExpectAsync(
        "shop",
        script => script.ExpectSaslHeader().SendMechanisms("EXTERNAL", "ANONYMOUS").ExpectEndOfStream(),
        false,
        "{0} offers the SASL mechanisms EXTERNAL, ANONYMOUS; with a user name and a password SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN is needed. Enable one of them at the broker, or leave out the user name.");

    [Fact]
    public Task A_peer_that_answers_a_password_with_a_challenge() => ExpectAsync(
        "shop",
        script => script.ExpectSaslHeader().SendMechanisms("PLAIN").ExpectSaslInit().Send(new SaslChallenge { Challenge = new byte[] { 1, 2, 3 } }).ExpectEndOfStream(),
        false,
        "{0} sent a frame that AMQP 1.0 does not allow: SASL PLAIN knows no challenge, and one came. The connection was closed. Report this to the maker of the broker.",
        SendReason.ProtocolViolation);

    [Fact]
    public Task A_peer_that_wants_a_login() => ExpectAsync(
        null,
        script => script.ExpectSaslHeader().SendMechanisms("PLAIN").ExpectEndOfStream(),
        false,
        "{0} offers the SASL mechanisms PLAIN; without a user name ANONYMOUS is needed. Give a user name and a password, or enable ANONYMOUS at the broker.");

    [Fact]
    public Task A_peer_that_offers_nothing() => ExpectAsync(
        null,
        script => script.ExpectSaslHeader().SendMechanisms().ExpectEndOfStream(),
        false,
        "{0} offers no SASL mechanism; without a user name ANONYMOUS is needed. Give a user name and a password, or enable ANONYMOUS at the broker.");

    [Fact]
    public async Task A_password_does_not_leave_this_machine_unencrypted()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new SendClient($"amqp://shop:{Canary.Password}@broker.example"));

        Assert.Equal(
            "The password would travel unencrypted to 'broker.example'. Use TLS (amqps://), connect to this machine only, or set AllowInsecureTransport (in a URL: ?allow-insecure-transport=true) if the network between is trusted. (Parameter 'options')",
            thrown.Message);
        await new SendClient($"amqp://shop:{Canary.Password}@broker.example?allow-insecure-transport=true").DisposeAsync();
    }

    private static async Task ExpectAsync(string? userName, Action<PeerScript> script, bool isTransient, string expected, SendReason reason = SendReason.AuthenticationFailed)
    {
        var log = new TextLog();
        await using ScriptedPeer peer = ScriptedPeer.Start(script);
        await using var client = new SendClient(new SendClientOptions
        {
            Host = "127.0.0.1",
            Port = peer.Port,
            UserName = userName,
            Password = userName is null ? null : Canary.Password,
            LoggerFactory = log,
        });
        string text = string.Format(System.Globalization.CultureInfo.InvariantCulture, expected, $"127.0.0.1:{peer.Port}");

        SendException thrown = await Assert.ThrowsAsync<SendException>(() => client.GetSender<INoteSender>().SendAsync(new Note("a")).Within());
        await client.CloseAsync().Within();
        await peer.Completion.Within();

        Assert.Equal($"{text} The message to 'notes' was not sent.", thrown.Message);
        Assert.Equal(reason, thrown.Reason);
        Assert.Equal(isTransient, thrown.IsTransient);
        await log.WaitForAsync(text).Within();
        Assert.DoesNotContain(Canary.Mark, log.Text + thrown, StringComparison.Ordinal);
    }

    /// <summary>Keeps every record as text, with its exception.</summary>
    private sealed class TextLog : ILoggerFactory, ILogger
    {
        private readonly StringBuilder _text = new();
        private readonly List<(string Part, TaskCompletionSource Seen)> _awaited = [];

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public Task WaitForAsync(string part)
        {
            TaskCompletionSource seen = Bounded.Signal();
            lock (_text)
            {
                _awaited.Add((part, seen));
                Check();
            }

            return seen.Task;
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_text)
            {
                _text.AppendLine($"{logLevel} {eventId} {formatter(state, exception)} {exception}");
                Check();
            }
        }

        private void Check()
        {
            foreach ((string part, TaskCompletionSource seen) in _awaited)
            {
                if (Text.Contains(part, StringComparison.Ordinal))
                {
                    seen.TrySetResult();
                }
            }
        }
    }
}
