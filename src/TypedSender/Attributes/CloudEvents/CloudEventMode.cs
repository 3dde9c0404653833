namespace TypedSender;

/// <summary>How a contract marked <see cref="CloudEventAttribute"/> travels (CloudEvents AMQP protocol binding 1.0, section 3).</summary>
public enum CloudEventMode
{
    /// <summary>The attributes are application properties, the body is the data as it is (3.1).</summary>
    Binary,

    /// <summary>The body is the whole event in the JSON format of CloudEvents, attributes and data (3.2). The attributes are application properties as well, which the binding allows.</summary>
    Structured,
}
