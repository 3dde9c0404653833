namespace TypedSender.Tool.Explaining;

/// <summary>What some bytes are.</summary>
/// <param name="Offset">Where they begin.</param>
/// <param name="Length">How many they are; 0 for a remark.</param>
/// <param name="Depth">How deep what they are lies in other values.</param>
/// <param name="Text">What they are, in words.</param>
/// <param name="Section">The section of AMQP 1.0 that says so.</param>
/// <param name="Kind">How it is shown.</param>
internal sealed record Annotation(int Offset, int Length, int Depth, string Text, string Section, AnnotationKind Kind = AnnotationKind.Value);

/// <summary>How an annotation is shown.</summary>
internal enum AnnotationKind
{
    /// <summary>A value, or part of a frame.</summary>
    Value,

    /// <summary>The begin of a performative or a section.</summary>
    Heading,

    /// <summary>A secret, whose bytes are not shown.</summary>
    Hidden,

    /// <summary>Bytes that cannot be read.</summary>
    Fault,
}
