namespace TypedSender.Generators.Model;

/// <summary>How a decoder gives a member its value, besides a parameter of the constructor.</summary>
internal enum ReadWay
{
    /// <summary>Not at all: the parameter does.</summary>
    None,

    /// <summary>In the object initializer, where C# demands it.</summary>
    Required,

    /// <summary>In the object initializer, of which C# would do without it.</summary>
    Initializer,

    /// <summary>By assignment.</summary>
    Setter,

    /// <summary>By a <c>with</c> expression, of what System.Text.Json has made.</summary>
    With,
}
