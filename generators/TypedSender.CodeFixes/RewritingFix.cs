using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace TypedSender.CodeFixes;

/// <summary>A fix that replaces nodes. One diagnostic and all of a solution are fixed by the same code.</summary>
public abstract class RewritingFix : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new RewritingFixAllProvider(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (await TargetAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } target)
            {
                continue;
            }

            foreach (Rewrite rewrite in Rewrites(target))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        rewrite.Title,
                        cancellationToken => ApplyAsync(context.Document.Project.Solution, new[] { diagnostic }, rewrite.Key, cancellationToken),
                        rewrite.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>Fixes diagnostics in the way that a key names; those that cannot be fixed so are left alone.</summary>
    internal async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Diagnostic> diagnostics, string? key, CancellationToken cancellationToken)
    {
        var editor = new SolutionEditor(solution);
        var made = new HashSet<(SyntaxNode Node, string Title)>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            if (solution.GetDocument(diagnostic.Location.SourceTree) is not { } document
                || await TargetAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is not { } target)
            {
                continue;
            }

            foreach (Rewrite rewrite in Rewrites(target))
            {
                if (rewrite.Key == key)
                {
                    await ApplyAsync(editor, rewrite, made, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        return editor.GetChangedSolution();
    }

    /// <summary>The ways to fix a diagnostic, the best first; none if it cannot be fixed here.</summary>
    private protected abstract IEnumerable<Rewrite> Rewrites(FixTarget target);

    /// <summary>Makes the changes that another diagnostic has not asked for already.</summary>
    private static async Task ApplyAsync(SolutionEditor editor, Rewrite rewrite, HashSet<(SyntaxNode Node, string Title)> made, CancellationToken cancellationToken)
    {
        foreach ((SyntaxNode node, System.Func<SyntaxNode, SyntaxNode> change) in rewrite.Changes)
        {
            if (made.Add((node, rewrite.Title)) && editor.OriginalSolution.GetDocumentId(node.SyntaxTree) is { } id)
            {
                DocumentEditor document = await editor.GetDocumentEditorAsync(id, cancellationToken).ConfigureAwait(false);
                document.ReplaceNode(node, (current, _) => change(current));
            }
        }
    }

    private static async Task<FixTarget?> TargetAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        => await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
            && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            ? new FixTarget(diagnostic, root, model, cancellationToken)
            : null;
}
