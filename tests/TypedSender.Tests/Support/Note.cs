namespace TypedSender.Tests.Support;

/// <summary>A small message.</summary>
[AmqpContract]
public sealed partial record Note(string Text);
