using System.Diagnostics.CodeAnalysis;

namespace TypedSender;

/// <summary>Whether the program has WebSockets. One that is trimmed may switch them off, and leaves the HTTP of the framework out with them.</summary>
internal static class WebSocketFeature
{
    public const string Switch = "TypedSender.WebSocket.IsSupported";

#if NET9_0_OR_GREATER
    [FeatureSwitchDefinition(Switch)]
#endif
    public static bool IsSupported => !AppContext.TryGetSwitch(Switch, out bool isSupported) || isSupported;
}
