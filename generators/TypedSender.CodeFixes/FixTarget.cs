using System.Threading;
using Microsoft.CodeAnalysis;

namespace TypedSender.CodeFixes;

/// <summary>A diagnostic that is to be fixed, in the file that it is in.</summary>
internal sealed class FixTarget
{
    public FixTarget(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        Diagnostic = diagnostic;
        Root = root;
        Model = model;
        CancellationToken = cancellationToken;
    }

    public Diagnostic Diagnostic { get; }

    public SyntaxNode Root { get; }

    public SemanticModel Model { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>The innermost node with all of what is underlined.</summary>
    public SyntaxNode Node => Root.FindNode(Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>The innermost node of a kind around what is underlined, or null.</summary>
    public T? Enclosing<T>()
        where T : SyntaxNode
        => Node.FirstAncestorOrSelf<T>();
}
