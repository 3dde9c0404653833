using System.Collections.ObjectModel;

namespace TypedSender.Generated.Tests.Shapes;

/// <summary>Collections that take for equal what a reader tells apart.</summary>
[AmqpContract]
public partial record Folded(FoldedHeaders? Filled = null, CopiedHeaders? Copied = null, FoldedItems? Items = null);

/// <summary>It is made empty and filled.</summary>
public class FoldedHeaders : Dictionary<string, string?>
{
    public FoldedHeaders()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }
}

/// <summary>It is made as a copy.</summary>
public class CopiedHeaders(IDictionary<string, string?> headers) : Dictionary<string, string?>(headers, StringComparer.OrdinalIgnoreCase);

/// <summary>A list that holds each element once.</summary>
public class FoldedItems : KeyedCollection<string, string>
{
    public FoldedItems()
        : base(StringComparer.OrdinalIgnoreCase)
    {
    }

    protected override string GetKeyForItem(string item) => item;
}
