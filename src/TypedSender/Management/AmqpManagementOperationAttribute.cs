namespace TypedSender;

/// <summary>The operation that a method of an interface marked with <see cref="AmqpManagementAttribute"/> requests (AMQP Management 1.0, working draft 9, 3.1).</summary>
/// <param name="operation">The application property <c>operation</c>, such as <c>READ</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AmqpManagementOperationAttribute(string operation) : Attribute
{
    /// <summary>The application property <c>operation</c>.</summary>
    public string Operation { get; } = operation;

    /// <summary>The application property <c>type</c>, such as <c>com.example:queue</c>; null, the default, leaves it out.</summary>
    public string? Type { get; set; }
}
