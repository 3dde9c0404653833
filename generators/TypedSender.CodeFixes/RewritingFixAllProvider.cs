using System.Collections.Generic;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TypedSender.CodeFixes;

/// <summary>Fixes all diagnostics of a document, project or solution in one edit, so that two fixes of one declaration do not meet as conflicting texts.</summary>
internal sealed class RewritingFixAllProvider : FixAllProvider
{
    private readonly RewritingFix _fix;

    public RewritingFixAllProvider(RewritingFix fix) => _fix = fix;

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution };

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var diagnostics = new List<Diagnostic>();
        switch (fixAllContext.Scope)
        {
            case FixAllScope.Document when fixAllContext.Document is { } document:
                diagnostics.AddRange(await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false));
                break;
            case FixAllScope.Project:
                diagnostics.AddRange(await fixAllContext.GetAllDiagnosticsAsync(fixAllContext.Project).ConfigureAwait(false));
                break;
            case FixAllScope.Solution:
                foreach (Project project in fixAllContext.Solution.Projects)
                {
                    diagnostics.AddRange(await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
                }

                break;
        }

        return CodeAction.Create(
            "Fix all",
            cancellationToken => _fix.ApplyAsync(fixAllContext.Solution, diagnostics, fixAllContext.CodeActionEquivalenceKey, cancellationToken),
            fixAllContext.CodeActionEquivalenceKey);
    }
}
