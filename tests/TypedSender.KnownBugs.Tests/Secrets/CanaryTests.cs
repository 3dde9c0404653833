using System.Text;
using TypedSender.Amqp.Messages;
using TypedSender.Amqp.Performatives;
using TypedSender.KnownBugs.Support;
using TypedSender.TestPeer;
using Xunit.Abstractions;

namespace TypedSender.KnownBugs.Secrets;

/// <summary>A password that must be found nowhere but in the frame that carries it. Alone, as it hears the spans and measurements of the whole process.</summary>
[Collection(nameof(AloneCollection))]
public sealed class CanaryTests(ITestOutputHelper output) : KnownBugTest(output)
{
    private readonly string _password = $"CANARY-{Guid.NewGuid():N}";

    private string Credentials => $"shop:{_password}@";

    [KnownBug(45, "Azure/azure-sdk-for-java#19249", "Azure/azure-sdk-for-js#30061", "dotnetcore/CAP#1647", "Particular/NServiceBus.AzureServiceBus#17")]
    public async Task A_password_is_in_no_text_whatever_fails()
    {
        using var heard = new Listening();
        var error = new AmqpError { Condition = AmqpErrorConditions.InternalError, Description = "the broker is sorry" };
        Action<PeerScript>[] stages =
        [
            script => script.CloseSocket(),
            script => script.SendRaw(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n")),
            script => script.ExpectSaslHeader().SendMechanisms(),
            script => script.ExpectSaslHeader().SendMechanisms("GSSAPI"),
            script => script.ExpectSaslHeader().SendMechanisms("PLAIN").ExpectSaslInit().ResetSocket(),
            script => script.ExpectSaslHeader().SendMechanisms("PLAIN").ExpectSaslInit().SendSaslOutcome(SaslCode.Auth),
            script => script.ExpectSaslHeader().SendMechanisms("PLAIN").ExpectSaslInit().SendSaslOutcome(SaslCode.SysTemp),
            script => script.ExpectSaslHeader().SendMechanisms("PLAIN").ExpectSaslInit().SendRaw(0x7F, 0, 0, 0, 2, 1, 0, 0),
            script => script.AcceptHeaders().ExpectOpen().ResetSocket(),
            script => script.AcceptHeaders().ExpectOpen().SendRaw(0, 0, 0, 12, 2, 0, 0, 0, 0x00, 0x53, 0x99, 0x45),
            script => script.AcceptHeaders().ExpectOpen().Respond().SendClose(error).CloseOutput(),
            script => script.AcceptConnection().AcceptSession().ExpectAttach().Refuse(error).AnswerClosing(),
            script => script.AcceptConnection().AcceptSender().ExpectDelivery(out Captured<Transfer> delivery).SendDisposition(delivery, new Rejected { Error = error }).AnswerClosing(),
            script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _).SendDetach(error).AnswerClosing(),
            script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _).SendEnd(error).AnswerClosing(),
            script => script.AcceptConnection().AcceptSender().ExpectDelivery(out _).ResetSocket(),
        ];
        foreach (Action<PeerScript> stage in stages)
        {
            await FailAsync(stage, heard);
        }

        FailBeforeConnecting(heard);

        // Each way of listening has heard something: that nothing was found means something.
        Assert.All(["log", "frame", "span", "metric", "exception", "text"], source => Assert.Contains(heard.Texts, text => text.Source == source));
        Assert.Contains(heard.Texts, text => text.Source == "frame" && text.Text.Contains("sasl-init", StringComparison.OrdinalIgnoreCase));
        byte[] bytes = Encoding.UTF8.GetBytes(_password);
        byte[] response = [0, .. Encoding.UTF8.GetBytes("shop"), 0, .. bytes];
        string[] forms = [_password, Convert.ToHexString(bytes), Convert.ToBase64String(bytes), Convert.ToBase64String(response), Uri.EscapeDataString(_password)];
        List<(string Source, string Text)> hits = [.. heard.Texts.Where(text => forms.Any(form => text.Text.Contains(form, StringComparison.OrdinalIgnoreCase)))];
        Assert.Empty(hits);
        Report();
    }

    private async Task FailAsync(Action<PeerScript> stage, Listening heard)
    {
        await using ScriptedPeer peer = ScriptedPeer.Start(stage);
        SendClientOptions options = SendClientOptions.FromUrl($"amqp://{Credentials}127.0.0.1:{peer.Port}/shop");
        options.LoggerFactory = heard;
        options.RetryPolicy = Never;
        options.DrainTimeout = options.CloseTimeout = TimeSpan.Zero;
        options.SendTimeout = options.OpenTimeout = TimeSpan.FromSeconds(1);
        heard.Note("text", options.ToString());
        await using var client = new SendClient(options);
        client.StateChanged += (_, change) => heard.Note("text", $"{change.Previous} {change.Current} {change.Endpoint} {change}");
        INoteSender notes = client.GetSender<INoteSender>();

        heard.Note(await Record.ExceptionAsync(() => notes.SendAsync(new Note("a")).Within()));
        SendOutcome outcome = await notes.TellAsync(new Note("b")).Within();
        heard.Note("text", $"{outcome} {outcome.Cause} {outcome.Error} {client} {notes} {client.GetMessageSender(notes)}");
        heard.Note(await Record.ExceptionAsync(() => client.OpenAsync().Within()));
        await client.CloseAsync().Within();
        heard.Observe();
    }

    private void FailBeforeConnecting(Listening heard)
    {
        string[] urls =
        [
            $"amqp://{Credentials}broker.example", $"amqp://{Credentials}127.0.0.1:port", $"amqp://{Credentials}", $"http://{Credentials}127.0.0.1", $"{Credentials}127.0.0.1",
            $"amqp://{Credentials}127.0.0.1?what=is-this", $"amqp://127.0.0.1?password={_password}", $"amqp://{Credentials}127.0.0.1:99999", $"amqp://shop:%zz{_password}@127.0.0.1",
        ];
        foreach (string url in urls)
        {
            Exception thrown = Assert.ThrowsAny<ArgumentException>(() => new SendClient(url));
            heard.Note(thrown);
        }

        heard.Note(Assert.ThrowsAny<ArgumentException>(() => new SendClient(new SendClientOptions { Password = _password })));
        heard.Note(Assert.ThrowsAny<ArgumentException>(() => new SendClient(new SendClientOptions { UserName = "shop", Password = _password + "\0" })));
        heard.Note("text", SendClientOptions.FromUrl($"amqps://{Credentials}broker.example").ToString());
    }
}
