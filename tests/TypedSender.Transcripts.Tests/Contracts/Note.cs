namespace TypedSender.Transcripts.Tests.Contracts;

/// <summary>A small message.</summary>
[AmqpContract]
public sealed partial record Note(string Text);
