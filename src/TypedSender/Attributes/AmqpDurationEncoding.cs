namespace TypedSender;

/// <summary>How a <see cref="TimeSpan"/> travels.</summary>
public enum AmqpDurationEncoding
{
    /// <summary>A long: whole milliseconds, the rest cut off.</summary>
    Milliseconds,

    /// <summary>A string: an ISO 8601 duration such as <c>P1DT2H30M0.5S</c>, exact.</summary>
    Iso8601,
}
