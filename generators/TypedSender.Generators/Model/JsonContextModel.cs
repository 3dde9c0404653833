namespace TypedSender.Generators.Model;

/// <summary>The System.Text.Json context that a JSON contract is written through.</summary>
/// <param name="FullName">The context's full name.</param>
/// <param name="DisplayName">The context's name for people.</param>
internal sealed record JsonContextModel(string FullName, string DisplayName);
