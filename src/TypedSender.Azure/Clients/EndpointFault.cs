namespace TypedSender.Azure;

/// <summary>A reason why the endpoint of a connection string, or a namespace, cannot be used; holds nothing of it.</summary>
internal enum EndpointFault
{
    None,
    ForeignScheme,
    ClearTextScheme,
    UserInfo,
    Path,
    NoHost,
    Host,
    Port,
}
