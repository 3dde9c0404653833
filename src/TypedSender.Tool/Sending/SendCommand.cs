using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TypedSender.Amqp;
using TypedSender.Amqp.Messages;
using TypedSender.Tool.Messages;

namespace TypedSender.Tool.Sending;

/// <summary>Sends one message, once or several times, and prints what became of it.</summary>
internal sealed class SendCommand
{
    private const string Bytes = "Hexadecimal or base64, @file, or - for standard input.";

    private readonly ToolContext _context;
    private readonly BrokerArguments _broker;
    private readonly Option<string?> _address = ToolOptions.Address("Where to, such as the name of a queue.", isRequired: true);
    private readonly Option<string?> _body = new("--body", "-b") { Description = "A body of text: amqp-value with a string. @file or - reads it.", HelpName = "text" };
    private readonly Option<string?> _json = new("--json", "-j") { Description = "A body from JSON: amqp-value with a map, list or value. @file or - reads it.", HelpName = "json" };
    private readonly Option<string?> _data = new("--data", "-d") { Description = "A body of bytes: one data section. @file or - reads it, other text is sent as UTF-8.", HelpName = "bytes" };
    private readonly Option<string?> _message = new("--message", "-m") { Description = "A whole message as JSON, a member for each section. @file or - reads it.", HelpName = "json" };
    private readonly Option<string?> _wire = new("--wire", "-w") { Description = $"A whole message as its encoded bytes, sent as they are. {Bytes}", HelpName = "bytes" };
    private readonly Option<string?> _subject = new("--subject", "-s") { Description = "The subject (AMQP 1.0, 3.2.4).", HelpName = "text" };
    private readonly Option<string[]> _properties = new("--property", "-p") { Description = "An application property: name=text, or name:=JSON for another type than string.", HelpName = "name=value" };
    private readonly Option<int> _count = ToolOptions.Number("--count", "-n", 1, (1, 10_000_000), "number", "How often to send it.");
    private readonly Option<bool> _settled = new("--settled") { Description = "Send it settled: the receiver reports no outcome." };

    private SendCommand(ToolContext context, Command command)
    {
        _context = context;
        _broker = new BrokerArguments(context, command, timeout: 15);
        foreach (Option option in (Option[])[_address, _body, _json, _data, _message, _wire, _subject, _properties, _count, _settled])
        {
            command.Add(option);
        }
    }

    public static Command Create(ToolContext context)
    {
        Command command = new("send", "Sends a message, and prints its outcome. Ends with 1 unless every message was taken.");
        SendCommand send = new(context, command);
        command.SetAction(ToolCommands.Guard(context, send.RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        int count = parsed.GetValue(_count);
        byte[] bytes = await EncodeAsync(parsed, cancellationToken).ConfigureAwait(false);
        SendClientOptions options = _broker.GetClient(parsed);
        options.PropagateTraceContext = false;
        await using SendClient client = new(options);
        MessageSender sender = client.GetMessageSender(parsed.GetValue(_address)!, new SenderOptions { SendSettleMode = parsed.GetValue(_settled) ? SenderSettleMode.Settled : null });

        // First the connection alone: a sender whose connection fails says its own time-out too.
        await client.OpenAsync(cancellationToken).ConfigureAwait(false);
        await sender.OpenAsync(cancellationToken).ConfigureAwait(false);
        long start = _context.TimeProvider.GetTimestamp();
        OutcomeTally tally = new();
        Queue<ValueTask<SendOutcome>> underWay = new();
        for (int sent = 0; sent < count || underWay.Count > 0;)
        {
            if (sent < count && underWay.Count < 256)
            {
                underWay.Enqueue(sender.SendEncodedForOutcomeAsync(bytes, cancellationToken: cancellationToken));
                sent++;
            }
            else
            {
                tally.Add(await underWay.Dequeue().ConfigureAwait(false));
            }
        }

        foreach (string line in tally.Describe(bytes.Length, _context.TimeProvider.GetElapsedTime(start)))
        {
            _context.WriteText(line, new Style(tally.HasFailed ? Color.Red : Color.Green));
        }

        return tally.HasFailed ? ExitCodes.Failed : ExitCodes.Done;
    }

    private async Task<byte[]> EncodeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Option<string?>[] given = [.. ((Option<string?>[])[_body, _json, _data, _message, _wire]).Where(option => parsed.GetValue(option) is not null)];
        if (given is not [var only])
        {
            string cause = given.Length == 0 ? "There is no message" : $"{string.Join(" and ", given.Select(static option => option.Name))} are more than one message";
            throw new ToolException($"{cause}. Give the message by one of --body, --json, --data, --message and --wire.");
        }

        string text = parsed.GetValue(only)!;
        bool isWhole = only == _message || only == _wire;
        if (isWhole && (parsed.GetValue(_subject) is not null || parsed.GetValue(_properties) is { Length: > 0 }))
        {
            throw new ToolException($"{only.Name} is a whole message. Put subject and properties into it, or give a body alone.");
        }

        if (only == _wire)
        {
            return CheckMessage(await InputBytes.ReadAsync(_context, text, cancellationToken).ConfigureAwait(false));
        }

        if (only == _data)
        {
            byte[] data = await InputBytes.ReadRawAsync(_context, text, cancellationToken).ConfigureAwait(false) ?? System.Text.Encoding.UTF8.GetBytes(text);
            return new AmqpMessage { Properties = GetProperties(parsed), ApplicationProperties = GetApplicationProperties(parsed), Data = [data] }.ToBytes();
        }

        string content = await InputBytes.ReadTextAsync(_context, text, cancellationToken).ConfigureAwait(false);
        AmqpMessage message = only == _message
            ? MessageJsonReader.Read(content, only.Name)
            : new AmqpMessage
            {
                Properties = GetProperties(parsed),
                ApplicationProperties = GetApplicationProperties(parsed),
                Value = only == _json ? MessageJsonReader.ReadValue(content, only.Name, MessageJsonReader.TextAdvice) : content,
            };
        return message.ToBytes();
    }

    /// <summary>What would be refused at the send is said before there is a connection.</summary>
    private static byte[] CheckMessage(byte[] bytes)
    {
        const string Advice = "Give all sections, body included, such as 005377A1026869; typed-sender explain says what each byte is.";
        if (bytes.Length == 0)
        {
            throw new ToolException($"--wire has no bytes. {Advice}");
        }

        try
        {
            EncodedMessageSource.Check(bytes, messageFormat: 0);
            return bytes;
        }
        catch (ArgumentException exception) when (exception.InnerException is AmqpDecodeException reason)
        {
            string shown = ErrorText.Hex(bytes.AsSpan(0, Math.Min(bytes.Length, 16))) + (bytes.Length > 16 ? " …" : "");
            throw new ToolException($"The bytes of --wire, {shown}, are no message: {reason.Message.TrimEnd('.')}. {Advice}", exception);
        }
    }

    private Properties? GetProperties(ParseResult parsed) => parsed.GetValue(_subject) is { } subject ? new Properties { Subject = subject } : null;

    private AmqpMap? GetApplicationProperties(ParseResult parsed)
    {
        if (parsed.GetValue(_properties) is not { Length: > 0 } given)
        {
            return null;
        }

        AmqpMap map = [];
        foreach (string property in given)
        {
            int at = property.IndexOf('=', StringComparison.Ordinal);
            bool isJson = at > 0 && property[at - 1] == ':';
            string name = at < 0 ? "" : property[..(isJson ? at - 1 : at)];
            if (name.Length == 0)
            {
                throw new ToolException($"--property is name=text or name:=JSON, such as region=eu or size:=3; '{property}' is neither.");
            }

            string value = property[(at + 1)..];
            map[name] = isJson ? MessageJsonReader.ReadValue(value, $"'{value}' of --property {name}", $"For a string, write {name}={value}; JSON is such as {name}:=3 or {name}:=true.") : value;
        }

        return map;
    }
}
