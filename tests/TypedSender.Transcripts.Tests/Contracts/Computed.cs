namespace TypedSender.Transcripts.Tests.Contracts;

/// <summary>A message whose getter does what a scenario wants while it is encoded.</summary>
[AmqpContract]
public sealed partial class Computed(Func<string> read)
{
    public string Text => read();
}
