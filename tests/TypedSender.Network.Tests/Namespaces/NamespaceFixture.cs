namespace TypedSender.Network.Tests.Namespaces;

/// <summary>One namespace for all cases, made by the first that runs.</summary>
public sealed class NamespaceFixture : IDisposable
{
    private readonly Lazy<NetworkNamespace> _namespace = new();

    internal NetworkNamespace Namespace => _namespace.Value;

    public void Dispose()
    {
        if (_namespace.IsValueCreated)
        {
            _namespace.Value.Dispose();
        }
    }
}

/// <summary>Their bounds are of real time: nothing runs beside them.</summary>
[CollectionDefinition(nameof(NamespaceCollection), DisableParallelization = true)]
public sealed class NamespaceCollection : ICollectionFixture<NamespaceFixture>;
