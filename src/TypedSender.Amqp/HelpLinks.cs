namespace TypedSender.Amqp;

/// <summary>Where errors are explained: the links that exceptions carry.</summary>
internal static class HelpLinks
{
    /// <summary>The section about an exception, or about the reason of one.</summary>
    /// <param name="subject">The name of the exception, or of the reason.</param>
    public static string ForError(string subject) => $"{ProductInfo.DocumentationUrl}docs/errors.md#{subject.ToLowerInvariant()}";

    /// <summary>The page about a rule of the generator.</summary>
    /// <param name="rule">Its id.</param>
    public static string ForRule(string rule) => $"{ProductInfo.DocumentationUrl}generators/rules/{rule}.md";
}
