using System;

namespace TypedSender.Generators.Parsing;

/// <summary>A type cannot be generated for; the message is the reason reported with TSND0001.</summary>
internal sealed class ParseException : Exception
{
    public ParseException(string message)
        : base(message)
    {
    }
}
