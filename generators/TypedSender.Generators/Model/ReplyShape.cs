namespace TypedSender.Generators.Model;

/// <summary>How a method of a management interface returns the response.</summary>
/// <param name="IsTask">As a Task in place of a ValueTask.</param>
/// <param name="Content">What of the response.</param>
/// <param name="IsNullable">With a result that the signature allows to be null.</param>
/// <param name="Contract">The full name of the contract that the response is read as; null for none.</param>
internal sealed record ReplyShape(bool IsTask, ReplyContent Content, bool IsNullable, string? Contract = null);
