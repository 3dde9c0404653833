namespace TypedSender.Testing;

/// <summary>The node for tokens.</summary>
public sealed partial class InProcessBroker
{
    private BrokerTokenNode? _tokenNode;

    /// <summary>
    /// Makes the node <c>$cbs</c>, to which clients put tokens (claims-based security). From then on, links need a token: see <see cref="BrokerTokenNode.RequireTokens"/>.
    /// </summary>
    /// <returns>The node. With an <see cref="InProcessBrokerOptions.Profile"/> of Azure, it is there from the start.</returns>
    /// <exception cref="ArgumentException">There is a node or queue of that name.</exception>
    public BrokerTokenNode CreateTokenNode()
    {
        return Options.Profile is not null && _tokenNode is { } made ? made : _tokenNode = new BrokerTokenNode(this);
    }

    /// <summary>The node for tokens; null if there is none.</summary>
    internal BrokerTokenNode? TokenNode => _tokenNode;
}
