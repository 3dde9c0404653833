namespace TypedSender.Generators.Model;

/// <summary>The part of the response that a method of a management interface returns.</summary>
internal enum ReplyContent
{
    /// <summary>Nothing but its success.</summary>
    Nothing,

    /// <summary>The message.</summary>
    Message,

    /// <summary>The response with its status.</summary>
    Response,

    /// <summary>The contract that the message holds.</summary>
    Contract,
}
