namespace TypedSender.Amqp.Engine;

/// <summary>Makes the errors that this side reports to its peer.</summary>
internal static class EngineError
{
    public static AmqpError Make(string condition, string description) => new() { Condition = new AmqpSymbol(condition), Description = description };
}
