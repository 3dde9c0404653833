using TypedSender.Amqp;
using TypedSender.Amqp.Connections;
using TypedSender.Amqp.Messages;

namespace TypedSender.Faults.Tests.Fuzzing;

/// <summary>The reply of a management node: its correlation-id is looked for, it is decoded, and its status is read.</summary>
internal sealed class ReplyTarget : FuzzTarget
{
    private readonly ManagementSettings _settings = ManagementSettings.Create("$management", null);
    private AmqpMessageId _correlationId;
    private AmqpManagementResponse? _response;

    public override string Name => "reply";

    public override IReadOnlyList<byte[]> Corpus { get; } =
    [
        Make(new AmqpMap { ["statusCode"] = 200, ["statusDescription"] = "fine" }, "text"),
        Make(new AmqpMap { ["status-code"] = 202L, ["status-description"] = null, ["errorCondition"] = new AmqpSymbol("amqp:not-found") }, 7ul),
        Make(new AmqpMap { ["statusCode"] = (byte)204, ["other"] = "x" }, Guid.AllBitsSet),
        Make(new AmqpMap { ["x"] = 1.5, ["statusCode"] = 299u }, new byte[] { 1, 2 }),
    ];

    public override bool Read(ReadOnlySpan<byte> input)
    {
        try
        {
            _correlationId = ReplyCorrelation.Read(input);
            _response = ManagementReply.Read(AmqpMessage.Decode(input), "READ", _settings);
            return true;
        }
        catch (Exception exception) when (exception is AmqpDecodeException or AmqpManagementException)
        {
            return false;
        }
    }

    public override void CheckTaken(ReadOnlySpan<byte> input)
    {
        AmqpMessage message = AmqpMessage.Decode(input);
        Require(_response!.StatusCode is >= 200 and <= 299, $"the status {_response.StatusCode} is taken for a success");
        Require(_correlationId == (message.Properties?.CorrelationId ?? default), $"the correlation-id was read as '{_correlationId}', and is '{message.Properties?.CorrelationId}'");
    }

    private static byte[] Make(AmqpMap status, AmqpMessageId id) => new AmqpMessage
    {
        Header = new Header { Durable = true },
        DeliveryAnnotations = new AmqpMap { [new AmqpSymbol("d")] = 1 },
        MessageAnnotations = new AmqpMap { [new AmqpSymbol("m")] = "x" },
        Properties = new Properties { To = "client", CorrelationId = id },
        ApplicationProperties = status,
        Value = new AmqpMap { ["name"] = "orders", ["depth"] = 3L },
    }.ToBytes();
}
