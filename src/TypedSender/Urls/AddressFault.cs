namespace TypedSender;

/// <summary>A fault in the text of a URL or a host. Parsers report this instead of text, so that nothing of what the user wrote can reach an error.</summary>
internal enum AddressFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The text is empty.</summary>
    Empty,

    /// <summary>There is no <c>://</c>.</summary>
    NoScheme,

    /// <summary>The text before <c>://</c> is no name.</summary>
    InvalidScheme,

    /// <summary>The scheme is none of <c>amqp</c>, <c>amqps</c>, <c>ws</c> and <c>wss</c>.</summary>
    ForeignScheme,

    /// <summary>There are settings in the form <c>key=value;</c>.</summary>
    ConnectionString,

    /// <summary>An <c>@</c> stands behind the first <c>/</c>, <c>?</c> or <c>#</c>.</summary>
    LateAt,

    /// <summary>There is a fragment.</summary>
    Fragment,

    /// <summary>There is an <c>@</c> without a user name before it.</summary>
    NoUserName,

    /// <summary>There is no host.</summary>
    NoHost,

    /// <summary>The host is neither a name nor an address.</summary>
    InvalidHost,

    /// <summary>The text in brackets is no IPv6 address.</summary>
    InvalidIPv6,

    /// <summary>Something other than a port stands behind the brackets.</summary>
    NoPortBehindIPv6,

    /// <summary>The port is no number from 1 to 65535.</summary>
    InvalidPort,

    /// <summary>The path has more than one part.</summary>
    LongPath,

    /// <summary>The path is none that a WebSocket can be asked for under.</summary>
    InvalidWebSocketPath,

    /// <summary>A query key is not known.</summary>
    UnknownKey,

    /// <summary><c>allow-insecure-transport</c> is neither true nor false.</summary>
    InvalidInsecureTransport,

    /// <summary><c>container-id</c> has no value.</summary>
    NoContainerId,

    /// <summary><c>max-frame-size</c> is no number from 512 to 2147483647.</summary>
    InvalidMaxFrameSize,

    /// <summary><c>virtual-host</c> has no value.</summary>
    NoVirtualHost,

    /// <summary>A <c>%</c> in the user name is not followed by two hexadecimal digits.</summary>
    PercentInUserName,

    /// <summary>A <c>%</c> in the password is not followed by two hexadecimal digits.</summary>
    PercentInPassword,

    /// <summary>A <c>%</c> in the path is not followed by two hexadecimal digits.</summary>
    PercentInPath,

    /// <summary>A <c>%</c> in the query is not followed by two hexadecimal digits.</summary>
    PercentInQuery,
}
