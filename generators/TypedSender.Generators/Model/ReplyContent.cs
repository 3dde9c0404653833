namespace TypedSender.Generators.Model;

/// <summary>What a method of a management interface returns of the response.</summary>
internal enum ReplyContent
{
    /// <summary>Nothing but its success.</summary>
    Nothing,

    /// <summary>The message.</summary>
    Message,

    /// <summary>The response with its status.</summary>
    Response,
}
