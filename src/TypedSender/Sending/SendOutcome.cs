namespace TypedSender;

/// <summary>What became of one send.</summary>
public readonly struct SendOutcome;
