namespace TypedSender;

/// <summary>Classes of failures by what helps against them; the class decides whether a connection, a link or a message is tried again by itself.</summary>
internal enum FailureClass
{
    /// <summary>The same may succeed later without anything being corrected.</summary>
    Transient,

    /// <summary>As <see cref="Transient"/>, but the peer is overloaded: trying again at once makes it worse.</summary>
    Busy,

    /// <summary>Something has to be corrected first, or trying again is for the user to decide.</summary>
    Permanent,

    /// <summary>The credentials, or the rights that come with them, have to be corrected or renewed first.</summary>
    Authentication,

    /// <summary>The peer refused credentials that a provider gave: its next answer may be accepted.</summary>
    RenewableLogin,

    /// <summary>One of the two sides broke the protocol or a limit of the link. A new beginning may help, but not for ever.</summary>
    Protocol,

    /// <summary>The peer names another place.</summary>
    Redirect,
}
