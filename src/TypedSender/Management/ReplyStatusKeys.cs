namespace TypedSender;

/// <summary>The application properties of a reply that may hold its status. Nodes in use have either spelling.</summary>
/// <param name="Code">Those of the code.</param>
/// <param name="Description">Those of the description.</param>
/// <param name="Condition">Those of the error condition.</param>
internal sealed record ReplyStatusKeys(IReadOnlyList<string> Code, IReadOnlyList<string> Description, IReadOnlyList<string> Condition)
{
    /// <summary>Both spellings of each.</summary>
    public static ReplyStatusKeys Default { get; } = new(["statusCode", "status-code"], ["statusDescription", "status-description"], ["errorCondition", "error-condition"]);
}
