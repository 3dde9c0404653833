namespace TypedSender.Network.Tests.Proxy;

/// <summary>Which way bytes go through a proxy.</summary>
internal enum Direction
{
    /// <summary>From the client to the broker.</summary>
    Up,

    /// <summary>From the broker to the client.</summary>
    Down,
}
