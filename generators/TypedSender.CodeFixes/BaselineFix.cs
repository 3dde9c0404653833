using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TypedSender.CodeFixes;

/// <summary>Writes the lines that contracts have to have into AmqpContracts.Unshipped.txt, which it makes if only the other file is there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BaselineFix : CodeFixProvider
{
    private const string Title = "Write the line into " + BaselineText.FileName;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("TSND0810");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => new AllLines();

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Project project = context.Document.Project;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            context.RegisterCodeFix(
                CodeAction.Create(Title, cancellationToken => BaselineText.WriteAsync(project, new List<Diagnostic> { diagnostic }, cancellationToken), nameof(BaselineFix)),
                diagnostic);
        }

        return Task.CompletedTask;
    }

    /// <summary>Writes all lines of a project at once, as they all go into one file.</summary>
    private sealed class AllLines : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => new[] { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution };

        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            var projects = new List<(ProjectId Project, List<Diagnostic> Diagnostics)>();
            if (fixAllContext is { Scope: FixAllScope.Document, Document: { } document })
            {
                projects.Add((document.Project.Id, new List<Diagnostic>(await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))));
            }
            else
            {
                IEnumerable<Project> all = fixAllContext.Scope == FixAllScope.Solution ? fixAllContext.Solution.Projects : new[] { fixAllContext.Project };
                foreach (Project project in all)
                {
                    projects.Add((project.Id, new List<Diagnostic>(await fixAllContext.GetAllDiagnosticsAsync(project).ConfigureAwait(false))));
                }
            }

            return CodeAction.Create(Title, cancellationToken => WriteAsync(fixAllContext.Solution, projects, cancellationToken), nameof(BaselineFix));
        }

        private static async Task<Solution> WriteAsync(Solution solution, List<(ProjectId Project, List<Diagnostic> Diagnostics)> projects, CancellationToken cancellationToken)
        {
            foreach ((ProjectId id, List<Diagnostic> diagnostics) in projects)
            {
                if (solution.GetProject(id) is { } project)
                {
                    solution = await BaselineText.WriteAsync(project, diagnostics, cancellationToken).ConfigureAwait(false);
                }
            }

            return solution;
        }
    }
}
