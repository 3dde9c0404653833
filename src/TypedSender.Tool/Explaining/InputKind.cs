namespace TypedSender.Tool.Explaining;

/// <summary>What the bytes are taken for.</summary>
internal enum InputKind
{
    /// <summary>Found out by the first bytes.</summary>
    Any,

    /// <summary>What a connection carries: protocol headers and frames (AMQP 1.0, 2.2 and 2.3).</summary>
    Frames,

    /// <summary>Values one behind the other, such as the sections of a message (AMQP 1.0, 1 and 3.2).</summary>
    Values,
}
