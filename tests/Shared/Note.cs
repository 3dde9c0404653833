namespace TypedSender.Shared;

/// <summary>A small message.</summary>
[AmqpContract]
public sealed partial record Note(string Text);
