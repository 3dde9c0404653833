namespace TypedSender.TestPeer;

/// <summary>A step of a script did not find what it expected: says which step, what it expected, what came, and the frames before it.</summary>
internal sealed class ScriptFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
