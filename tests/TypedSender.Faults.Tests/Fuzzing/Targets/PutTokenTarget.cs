using TypedSender.Amqp;
using TypedSender.Amqp.Messages;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>Replies of a node for tokens: whatever they hold, they are an answer with a bounded text that does not repeat the token.</summary>
internal sealed class PutTokenTarget : FuzzTarget
{
    private static readonly AmqpToken Token = new(Canary.Password, DateTimeOffset.MaxValue);

    private AmqpMap? _properties;

    public override string Name => "put-token";

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [
        Reply(("status-code", 202)),
        Reply(("statusCode", 401), ("statusDescription", "InvalidSignature: The token has an invalid signature."), ("errorCondition", new AmqpSymbol("amqp:unauthorized-access"))),
        Reply(("status-code", 500L), ("status-description", $"what is {Canary.Password}?"), ("error-condition", Canary.Password)),
        Reply(("status-code", "200"), ("statusCode", 200u), ("status-description", null)),
        new AmqpMessage { Value = null }.ToBytes(),
    ];

    public override bool Read(ReadOnlySpan<byte> input)
    {
        try
        {
            _properties = AmqpMessage.Decode(input).ApplicationProperties;
            return true;
        }
        catch (AmqpDecodeException)
        {
            return false;
        }
    }

    public override void CheckTaken(ReadOnlySpan<byte> input)
    {
        SendFailure? failure = PutToken.ReadReply("amqps://host/notes", Token, _properties);
        Require(failure is null || failure.Message.Length < 2_000, $"the text of the failure has {failure?.Message.Length} characters");
        Require(failure?.Message.Contains(Canary.Password, StringComparison.Ordinal) != true, "the text of the failure holds the token");
        Require(failure?.Message.Any(char.IsControl) != true, "the text of the failure has control characters");
    }

    private static byte[] Reply(params (string Key, object? Value)[] properties)
    {
        AmqpMap map = new();
        foreach ((string key, object? value) in properties)
        {
            map.Add(key, value);
        }

        return new AmqpMessage { Properties = new Properties { CorrelationId = "1" }, ApplicationProperties = map, Value = null }.ToBytes();
    }
}
