namespace TypedSender.Tool;

/// <summary>What the process ends with.</summary>
internal static class ExitCodes
{
    /// <summary>The command did all of its work.</summary>
    public const int Done = 0;

    /// <summary>The command ran, and the answer is no: a message was not taken, none came, or a check failed.</summary>
    public const int Failed = 1;

    /// <summary>The command could not begin: arguments, files or options are not usable.</summary>
    public const int Unusable = 2;
}
